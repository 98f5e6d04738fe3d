namespace CommitmentTracker.Targets;

/// <summary>
/// Growth of amounts over years. Powers and logarithms are of doubles; what leaves is decimal, rounded half-even, and null where it is
/// not a number or beyond what a reader could use, so that no NaN and no overflow reaches a view.
/// </summary>
static class Growth
{
    /// <summary>Largest magnitude shown: as for amounts that are taken in, with room for sums of them.</summary>
    const double Shown = 1e18;

    /// <summary>Mean growth a year between two amounts; undefined from zero and over no time.</summary>
    public static double? Yearly(decimal from, decimal to, int years) =>
        from > 0 && to >= 0 && years > 0 ? Math.Pow((double)to / (double)from, 1.0 / years) - 1 : null;

    /// <summary>An amount after some years of growth.</summary>
    public static double? After(decimal amount, double? rate, int years) => rate is { } r && years >= 0 ? (double)amount * Math.Pow(1 + r, years) : null;

    /// <summary>Years until an amount reaches a larger one; null: never at this rate.</summary>
    public static double? YearsTo(decimal from, decimal to, double? rate) =>
        rate > 0 && from > 0 && to > from ? Math.Log((double)to / (double)from) / Math.Log(1 + rate.Value) : null;

    /// <summary>Of one to another; null where the other is nothing.</summary>
    public static double? Ratio(double? one, double? other) => other is null or 0 ? null : one / other;

    public static double? Ratio(decimal one, decimal other) => Ratio((double)one, (double)other);

    /// <summary>To 6 decimals; fractions, percentages and amounts of money alike. The conversion from double keeps 15 significant digits.</summary>
    public static decimal? Rounded(double? number) =>
        number is { } x && Math.Abs(x) < Shown ? Math.Round((decimal)x, 6, MidpointRounding.ToEven) : null;
}

/// <summary>Calendar arithmetic that cannot leave the calendar.</summary>
static class Calendar
{
    /// <summary>Whether more than some months have passed on a day.</summary>
    public static bool MonthsOver(DateOnly since, int months, DateOnly day) => since.Year < 9000 && since.AddMonths(months) < day;
}
