using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

/// <summary>
/// What each act of an agreement's life rests on: one rule, for the act when it is logged and for all those logged before it, which a later act, a
/// correction or the taking back of one may leave without ground. So the order of recording does not matter, and a treaty never stands as ended that was never in force. Pure.
/// </summary>
internal static class ActOrder
{
    /// <summary>What an act lacks in this life; null where nothing.</summary>
    public static Refusal? Lacks(TreatyLife life, object act) => act switch
    {
        DomesticStepCompleted s => NoTrack(life) ?? BeforeSignature(life, s.Party, s.CompletedOn),
        ConsentExpressed c => NoTrack(life) ?? BoundStill(life, c) ?? (TreatyWarnings.IsOfWhoDidNotSign(c.Form) ? JoinedEarly(life, c) : BeforeSignature(life, c.Party, c.ConsentedOn)
            ?? (life.HasSigned(c.Party) ? null : Problem.StateRefuses.Because($"No signature of {c.Party} is recorded: SignAgreement with signedBy logs one of another day; who did not sign accedes."))),
        ProvisionalApplicationStarted s => NoTrack(life) ?? NothingProvisional(life, s),
        DenunciationRevoked r when !life.Acts.Any(a => a is AgreementDenounced d && life.IsRevokedBy(d, r)) =>
            Problem.StateRefuses.Because($"No denunciation of {r.Party} is recorded that had been given by {r.RevokedOn} and was still to take effect."),
        ProvisionalApplicationEnded p when !life.Acts.Any(a => a is ProvisionalApplicationStarted s && s.AppliedFrom.From <= p.EndedOn.To) =>
            Problem.StateRefuses.Because("It is not recorded as applied provisionally on that day."),
        EntryIntoForceClauseSet { Clause.Trigger: Trigger.Consents } => NoTrack(life),
        AgreementAmended a => NoText(life, a.AmendedOn),
        AgreementSuperseded s => NoText(life, s.SupersededOn),
        AgreementSuspended s => NotInForce(life, s.SuspendedOn) ?? (s.By is { } by ? NotBound(life, by, s.SuspendedOn) : null),
        AgreementResumed r when (r.By is { } by ? [by] : life.Parties.Select(p => (StateCode?)p).Prepend(null)).All(p => life.SuspensionOn(r.ResumedOn.To, without: r, party: p) is null) =>
            Problem.StateRefuses.Because("It is not recorded as suspended on that day."),
        AgreementDenounced d => NotInForce(life, d.DenouncedOn) ?? NeverCounts(life, d) ?? (life with { Acts = [.. life.Acts.Where(a => !ReferenceEquals(a, d))] } is var before ? Running(before, d) ?? NotBound(before, d.Party, d.DenouncedOn) : null),
        AgreementTerminated t => NotInForce(life, t.TerminatedOn),
        AgreementExpired x => NotInForce(life, x.ExpiredOn),
        AgreementTermSet { Term.Until: { } until } when life.Effective?.From > until => Problem.StateRefuses.Because($"It took effect on {life.Effective}, after that term."),
        _ => null,
    } ?? AfterEnd(life, Happened.On(act)); // agreed before an end that came sooner than its day, it was agreed all the same

    /// <summary>Whether an event is an act that can be taken back by itself; signature, title and kind are corrected.</summary>
    public static bool IsAct(object e) =>
        e is EntryIntoForceClauseSet or AgreementTermSet || Happened.On(e) is not null && e is not (AgreementSigned or AgreementCited or AgreementCorrected or AgreementRestated or ClosureProposed);

    /// <summary>Why a change would leave an act recorded before without what it rests on; null where it does not. What was amiss before is no fault of the change.</summary>
    /// <param name="agreement">As it stands, recorded.</param>
    /// <param name="change">The event that would be appended.</param>
    public static Refusal? Broken(Agreement agreement, object change)
    {
        var changed = Agreement.Evolve(agreement, change);
        var (was, life) = (agreement.Life, changed.Life);
        foreach (var (n, act) in agreement.History.Index())
            if (IsAct(act) && !changed.IsTakenBack(n + 1) && Amiss(life, act) is { } lack && Amiss(was, act) is null)
                return Problem.StateRefuses.Because(
                    $"'{App.Types.NameOf(act.GetType())}' of {Happened.On(act)?.ToString() ?? "its text"} (version {n + 1}) could not stand then: {lack.Detail} If that is what is wrong, TakeBackAct takes it back first.");
        return null;

        // What another act took the place of rests on nothing.
        static Refusal? Amiss(TreatyLife life, object act) => life.Acts.Contains(act, ReferenceEqualityComparer.Instance) ? Lacks(life, act) : null;
    }

    public static Refusal? AfterEnd(TreatyLife life, DateSpan? on) =>
        on is not null && life.Ended is { } ended && ended.On.To < on.From
            ? Problem.StateRefuses.Because($"It {(life.EndIsTold ? "ended" : "ends")} on {ended.On}; nothing happens to it after that.")
            : null;

    /// <summary>Rule (f): what nobody ratifies has no such step.</summary>
    static Refusal? NoTrack(TreatyLife life) => life.Ratifies ? null : Problem.StateRefuses.Because(
        $"An agreement of the kind {Words.Of(life.Kind)} has no ratification track: it is adopted or signed and takes effect. CorrectAgreement mends a wrong kind.");

    /// <summary>
    /// Rule (e): what is in force is not applied provisionally. What was agreed before that for a day to come, and overtaken, was agreed all the same; and who gives one day for both is warned.
    /// </summary>
    static Refusal? NothingProvisional(TreatyLife life, ProvisionalApplicationStarted started) =>
        life.InForce is { } force && force.On.To < started.AppliedFrom.From && !(started.AgreedOn?.From <= force.On.To) ? Problem.StateRefuses.Because($"It is in force since {force.On}: there is nothing provisional left.") : null;

    /// <summary>Rule (d): nobody ratifies what is not signed.</summary>
    static Refusal? BeforeSignature(TreatyLife life, StateCode party, DateSpan on) =>
        life.Signed is null ? Problem.StateRefuses.Because("It is not recorded as signed; SignAgreement first.")
        : (life.SignatureOf(party) ?? life.Signed) is var signed && on.To < signed.From ? Problem.StateRefuses.Because($"It was signed on {signed}, after that.")
        : null;

    /// <summary>The same of who accedes or succeeds and is recorded as having signed all the same; who never signed may be told of before the others did.</summary>
    static Refusal? JoinedEarly(TreatyLife life, ConsentExpressed joined) => life.SignatureOf(joined.Party) is { } signed && joined.ConsentedOn.To < signed.From
        ? Problem.StateRefuses.Because($"{joined.Party} is recorded as having signed on {signed}, after that{(life.SignedBy is null ? ", as all are where signedBy names nobody: SignAgreement or CorrectAgreement says with it who did" : "")}.")
        : null;

    /// <summary>Rule (d): what was never in force does not end.</summary>
    static Refusal? NotInForce(TreatyLife life, DateSpan on) =>
        life.Effective is not { } from ? Problem.StateRefuses.Because(life.Ratifies
            ? "It is not in force, as far as is recorded; EnterIntoForce or its clause and consents first."
            : "It has no effect yet, as far as is recorded; SignAgreement or AdoptAgreement first.")
        : on.To < from.From ? Problem.StateRefuses.Because($"It was not in force before {from}.")
        : null;

    /// <summary>Rule (d): nobody consents twice; only who has left may come back. Who gave notice is bound until that takes effect, whether its consent is known or not.</summary>
    static Refusal? BoundStill(TreatyLife life, ConsentExpressed again) =>
        life.RunningNotice(again.Party, again.ConsentedOn) is { } notice
            ? Problem.StateRefuses.Because($"{again.Party} is bound until its denunciation of {notice.DenouncedOn} takes effect; it may consent anew from {notice.TakesEffectOn} on.")
        : life.StillBinding(again) is { } before ? Problem.StateRefuses.Because($"{again.Party} is bound since its consent on {before.ConsentedOn}; no denunciation of it had taken effect by {again.ConsentedOn}.") : null;

    /// <summary>One notice at a time.</summary>
    static Refusal? Running(TreatyLife before, AgreementDenounced notice) => before.RunningNotice(notice.Party, notice.DenouncedOn) is not { } running ? null : Problem.StateRefuses.Because(
        $"The notice that {notice.Party} gave on {running.DenouncedOn} runs until {running.TakesEffectOn}.");

    /// <summary>Only who is bound gives notice, or suspends.</summary>
    static Refusal? NotBound(TreatyLife life, StateCode party, DateSpan on) =>
        life.TimeOf(party, on.From) is var time && (time == 0 ? life.Binds(party) : life.IsIn(party, on.To)) ? null
        : Problem.StateRefuses.Because(time == 0
            ? $"It is not in force for {party}, which has not consented to it."
            : $"It was not in force for {party} then, which had left it on {life.NoticesOf(party)[time - 1].TakesEffectOn}.");

    /// <summary>A notice that runs already when its state is recorded as revoking is revoked with the other.</summary>
    static Refusal? NeverCounts(TreatyLife life, AgreementDenounced notice) => life.RevokedBefore(notice) is not { } revoked ? null : Problem.StateRefuses.Because(
        $"{notice.Party} is recorded as having revoked its notice on {revoked.RevokedOn}: one given before that was revoked too and never counts.");

    /// <summary>What is only announced has no text that could be changed or replaced.</summary>
    static Refusal? NoText(TreatyLife life, DateSpan on) =>
        new[] { life.Signed, life.Adopted?.AdoptedOn, life.InForce?.On }.OfType<DateSpan>().MinBy(d => d.From) is not { } first ? Problem.StateRefuses.Because("It is only announced: there is no text yet.")
        : on.To < first.From ? Problem.StateRefuses.Because($"It was only announced before {first}: there was no text then.")
        : null;
}
