namespace CommitmentTracker.Contracts.Review;

/// <summary>Five questions, answered from the fields.</summary>
/// <param name="Specific">Who does what, with no question open.</param>
/// <param name="Measurable">A quantity, or an act that was done or not.</param>
/// <param name="Assignable">A body sees to it.</param>
/// <param name="Relevant">It belongs to an issue area.</param>
/// <param name="TimeBound">It has a deadline that passes.</param>
public sealed record Smart(SmartAnswer Specific, SmartAnswer Measurable, SmartAnswer Assignable, SmartAnswer Relevant, SmartAnswer TimeBound);

/// <summary>One of the five answers.</summary>
/// <param name="Holds">Yes or no.</param>
/// <param name="Reason">Why.</param>
public sealed record SmartAnswer(bool Holds, string Reason);
