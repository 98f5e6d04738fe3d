return await CommitmentTracker.Cli.Verbs.Run(args);
