Console.WriteLine("CommitmentTracker");
