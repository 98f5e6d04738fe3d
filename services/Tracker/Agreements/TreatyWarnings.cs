using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

/// <summary>What in the life of an agreement is odd, and accepted all the same: what is recorded may be incomplete. Pure.</summary>
internal static class TreatyWarnings
{
    /// <summary>What is worth a second look.</summary>
    public static IEnumerable<string> Warnings(this TreatyLife life)
    {
        if (life.InForce is { Basis: Basis.Recorded } force && life.Derived is { } derived && (derived.To < force.On.From || force.On.To < derived.From))
            yield return $"By its clause it would have entered into force on {derived}; {force.On} was stated.";
        foreach (var askew in life.InForceEarly().Concat(life.SignedEarly()).Concat(life.SignedAfterEnd()).Concat(life.EndedEarly()).Concat(life.ExpiredOffTerm()).Concat(life.Untold()).Concat(life.Overtaken()).Concat(life.PresumedBound()).Concat(life.ConsentedLate()).Concat(life.Parties.SelectMany(life.StepsAskew)))
            yield return askew;
        if (life.InForce is null && life.Clause is null && life.Ratifies && life.Parties.All(p => life.ConsentOf(p) is not null))
            yield return "Every party has consented; its clause on entry into force is not recorded, so that day is not known.";
    }

    /// <summary>Whether it is the consent of a state that did not sign.</summary>
    public static bool IsOfWhoDidNotSign(ConsentForm form) => form is ConsentForm.Accession or ConsentForm.Succession;

    /// <summary>Rule (c): in force before the signature, by what a source states or by what the clause makes of consents: legal, and rare.</summary>
    public static IEnumerable<string> InForceEarly(this TreatyLife life)
    {
        if (life.InForce is { } force && life.Signed is not null && force.On.To < life.Signed.From)
            yield return $"It entered into force on {force.On}, before its signature on {life.Signed}.";
    }

    /// <summary>A fixed day that has passed, while consents are not recorded without which nothing enters into force.</summary>
    public static IEnumerable<string> DayPassed(this TreatyLife life, DateOnly day)
    {
        if (life is { InForce: null, ForceStated: null, Ended: null, Clause: { Trigger: Trigger.Day, Day: { } named } } && named < day)
            yield return $"By its clause it was to enter into force on {named:yyyy-MM-dd}; {(life.Parties.Where(p => life.ConsentOf(p) is null).ToList() is { Count: > 0 } silent ? $"no consent of {string.Join(", ", silent)} is recorded" : "its signature is not recorded")}.";
    }

    /// <summary>Who is taken as bound by an entry into force that a source states, once only others' consents are recorded.</summary>
    public static IEnumerable<string> PresumedBound(this TreatyLife life)
    {
        if (life.Ratifies && life.InForce?.Basis == Basis.Recorded && life.Parties.Any(p => life.ConsentOf(p) is not null) && life.Parties.Where(p => life.ConsentOf(p) is null && life.Binds(p)).ToList() is [_, ..] taken)
            yield return $"No consent of {string.Join(", ", taken)} is recorded; as its entry into force is stated, it is taken as binding {(taken.Count == 1 ? "that state" : "them")} too.";
    }

    /// <summary>A signature before the text was fixed, whichever was recorded first.</summary>
    public static IEnumerable<string> SignedEarly(this TreatyLife life)
    {
        if (life.Signed is not null && life.Adopted is { } adopted && life.Signed.To < adopted.AdoptedOn.From)
            yield return $"It was adopted on {adopted.AdoptedOn}, after its signature on {life.Signed}.";
        if (life.Signed is not null && life.Initialled is { } initialled && life.Signed.To < initialled.InitialledOn.From)
            yield return $"It was initialled on {initialled.InitialledOn}, after its signature on {life.Signed}.";
    }

    /// <summary>A signature after the end: who sets down afterwards what was agreed between them may mean a past time.</summary>
    public static IEnumerable<string> SignedAfterEnd(this TreatyLife life)
    {
        if (life.Signed is not null && life.Ended is { } ended && ended.On.To < life.Signed.From)
            yield return $"It was signed on {life.Signed}, after its end on {ended.On}.";
    }

    /// <summary>An end that by its days may lie before the entry into force.</summary>
    public static IEnumerable<string> EndedEarly(this TreatyLife life)
    {
        if (life.InForce is { } force && life.Stated is { } ended && ended.On.From < force.On.To)
            yield return $"It ended on {ended.On}, which may be before its entry into force on {force.On}: see whether one of the days is known better.";
    }

    /// <summary>A term that was over before the signature, and an expiry on another day than the term gives.</summary>
    public static IEnumerable<string> ExpiredOffTerm(this TreatyLife life)
    {
        if (life is { Term.Until: { } until, Signed: { } signed } && until < signed.From)
            yield return $"Its term ends on {until:yyyy-MM-dd}, before its signature on {signed}.";
        if (life is { Stated: { How: AgreementStatus.Expired, On: var expired }, Term: { } term } && Terms.LastDay(term, life.Effective?.To, expired.From) is { } last && (last < expired.From || last > expired.To))
            yield return $"By its term it ran until {last:yyyy-MM-dd}; {expired} was stated.";
    }

    /// <summary>An effect of what nobody is recorded as having adopted, initialled or signed.</summary>
    public static IEnumerable<string> Untold(this TreatyLife life)
    {
        if (life.Signed is null && life.Adopted is null && life.Initialled is null && !life.TextIsToCome && (life.InForce is not null || life.Provisional.Count > 0))
            yield return "It is in force or applied, or is to be, and neither adoption nor signature is recorded.";
    }

    /// <summary>A provisional application said to begin on the day of the entry into force: no time of it is left to show.</summary>
    public static IEnumerable<string> Overtaken(this TreatyLife life) => life.Acts.OfType<ProvisionalApplicationStarted>().Where(s => !Beforehand.Waits(s) && life.IsOvertaken(s))
        .Select(s => $"It was to be applied provisionally from {s.AppliedFrom}, and is in force from {life.InForce!.On}: nothing of it is provisional.");

    /// <summary>Between two, a consent after the entry into force that a source states: the one waits for the other.</summary>
    public static IEnumerable<string> ConsentedLate(this TreatyLife life) =>
        life is { Ratifies: true, Parties.Count: 2, InForce: { Basis: Basis.Recorded } force }
            ? life.Parties.Select(p => (Party: p, Consent: life.ConsentOf(p))).Where(c => c.Consent is { Form: not ConsentForm.DefinitiveSignature } consent && consent.On.From > force.On.To).Select(c => $"{c.Party} consented on {c.Consent!.On}, after its entry into force on {force.On}.")
            : [];

    /// <summary>What does not follow in the usual order on a party's way to consent, whichever of it was recorded first.</summary>
    public static IEnumerable<string> StepsAskew(this TreatyLife life, StateCode party)
    {
        if (!life.Ratifies && life.FormOf(party) == SignatureForm.SubjectToRatification)
            yield return $"{party} is said to have signed subject to ratification; an agreement of the kind {Words.Of(life.Kind)} has no ratification track, and its signature takes effect.";
        if (life is { Parties.Count: 2, InForce: { Basis: Basis.Recorded } force } && life.ConsentOf(party) is null && life.StepsOf(party).FirstOrDefault(s => s.On.From > force.On.To) is { } after)
            yield return $"A step of {party}, {Words.Of(after.Stage)} on {after.On}, comes after its entry into force on {force.On}.";
        if (life.ConsentOf(party) is { } first)
        {
            var joined = first.Form == ConsentForm.Succession ? "succeeded" : "acceded";
            if (IsOfWhoDidNotSign(first.Form) && life.HasSigned(party))
                yield return $"{party} {joined}, though it is recorded as having signed{(life.SignedBy is null ? ", as all are where signedBy names nobody" : "")}.";
            if (IsOfWhoDidNotSign(first.Form) && !life.HasSigned(party) && first.On.To < life.Signed?.From && !(life.Adopted?.AdoptedOn.From <= first.On.To))
                yield return $"{party} {joined} on {first.On}, before the others signed on {life.Signed}.";
            if (first.Form == ConsentForm.DefinitiveSignature && life.FormOf(party) == SignatureForm.SubjectToRatification)
                yield return $"{party} is said to be bound by its signature, which was subject to ratification.";
            else if (first.Form == ConsentForm.DefinitiveSignature && life.SignatureOf(party) is { } signed && (first.On.To < signed.From || signed.To < first.On.From))
                yield return $"{party} is said to be bound by its signature on {first.On}, and signed on {signed}.";
        }
        foreach (var steps in life.StepsOf(party).GroupBy(s => life.TimeOfStep(party, s.On)))
        {
            if (steps.Any(s => steps.Any(o => o.Stage > s.Stage && o.On.To < s.On.From)))
                yield return $"The steps of {party} do not follow each other in their usual order.";
            // Where no consent follows on a notice, a step taken while it runs is looked at as one of the time before.
            if (steps.Select(s => (Step: s, Consent: life.ConsentOf(party, steps.Key) ?? life.ConsentOf(party, life.TimeOf(party, s.On.From)))).FirstOrDefault(s => s.Step.On.From > s.Consent?.On.To) is { Step: var late, Consent: { } consent })
                yield return $"A step of {party}, {Words.Of(late.Stage)} on {late.On}, comes after its consent on {consent.On}.";
        }
    }
}
