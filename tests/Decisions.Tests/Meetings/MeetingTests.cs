using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Meetings;

public sealed class MeetingTests
{
    static readonly DateSpan May = new(new(2021, 5, 16), new(2021, 5, 31), Precision.HalfMonth, "second half of May");
    static readonly RecordMeeting Record = new("summit", MeetingKind.Summit, "Summit in Dushanbe", [Tjk, Kaz], On("2021-05-03"), May, Host: Tjk);
    static readonly MeetingRecorded Recorded = new("summit", MeetingKind.Summit, "Summit in Dushanbe", Both, On("2021-05-03"), May, null, Tjk, null);
    static readonly MeetingHeld Held = new("summit", Both, On("2021-06-29"), "Dushanbe");
    static readonly MeetingCancelled Cancelled = new("summit", Both, On("2021-06-01"));

    [Fact]
    public void A_meeting_is_planned() => Given().When(Record).Then(Recorded);

    [Fact]
    public void A_call_that_was_held_is_recorded_and_held_at_once() =>
        Given().When(Record with { ScheduledFor = null, HeldOn = On("2021-05-03") }).Then(Recorded with { ScheduledFor = null }, Held with { HeldOn = On("2021-05-03"), Place = null });

    [Fact]
    public void Another_meeting_under_one_slug_is_refused() => Given(Recorded).When(Record with { Title = "Another" }).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void It_is_moved_and_held_late()
    {
        var june = new DateSpan(new(2021, 6, 27), new(2021, 6, 29), Precision.HalfMonth);
        Given(Recorded).When(new RescheduleMeeting("summit", june, On("2021-06-24"))).Then(new MeetingRescheduled("summit", Both, May, june, On("2021-06-24")));
        Given(Recorded).When(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).Then(Held);
        Given(Recorded, Held).When(new RescheduleMeeting("summit", On("2021-08"), On("2021-07-01"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Held).When(new HoldMeeting("summit", On("2021-06-30"))).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded).When(new RescheduleMeeting("summit", May, On("2021-06-24"))).ThenNothing();
    }

    [Fact]
    public void Cancelled_is_cancelled()
    {
        var cancel = new CancelMeeting("summit", On("2021-06-01"), "No agreement.");
        Given(Recorded).When(cancel).Then(Cancelled);
        Given(Recorded).When(cancel with { Reason = null }).ThenRefused(Problem.InvalidValue, "/reason");
        Given(Recorded).When(cancel with { Reason = null, Citation = Cited }).Then(Cancelled); // a source need not say why
        Given(Recorded, Held).When(new HoldMeeting("summit", On("2021-06-29"))).ThenNothing(); // it was refused for saying less
        Given(Recorded, Held).When(cancel).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Cancelled).When(cancel with { StatedOn = On("2021-06-02") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Cancelled).When(new HoldMeeting("summit", On("2021-06-29"))).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void An_invitation_is_extended_and_answered_by_the_one_invited()
    {
        var invited = new InvitationExtended("summit", Tjk, Kaz, On("2021-05-03"));
        Given(Recorded).When(new ExtendInvitation("summit", Tjk, Kaz, On("2021-05-03"))).Then(invited);
        Given(Recorded).When(new ExtendInvitation("summit", Tjk, Uzb, On("2021-05-03"))).ThenRefused(Problem.InvalidValue, "/invited");
        Given(Recorded).When(new ExtendInvitation("summit", Tjk, Tjk, On("2021-05-03"))).ThenRefused(Problem.InvalidValue, "/invited");
        Given(Recorded, invited).When(new AcceptInvitation("summit", Kaz, On("2021-05-04"))).Then(new InvitationAccepted("summit", Kaz, On("2021-05-04")));
        Given(Recorded, invited).When(new DeclineInvitation("summit", Kaz, On("2021-05-04"))).Then(new InvitationDeclined("summit", Kaz, On("2021-05-04")));
        Given(Recorded, invited).When(new AcceptInvitation("summit", Tjk, On("2021-05-04"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(new DeclineInvitation("summit", Kaz, On("2021-05-04"))).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_meeting_that_was_held_looked_at_an_entry()
    {
        var look = new ReviewItem("summit", "commitment:flour", "On its way.");
        Given(Recorded, Held, Made).When(look).Then(new ItemReviewed("summit", Both, "commitment:flour", "On its way."));
        Given(Recorded, Made).When(look).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Held).When(look).ThenRefused(Problem.UnknownEntry, "/entry");
        Given(Recorded, Held).When(look with { Entry = "meeting:summit" }).ThenRefused(Problem.InvalidValue, "/entry");
    }

    [Fact]
    public void A_session_belongs_to_a_body_that_is_recorded()
    {
        var body = new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2021"), null);
        Given().When(new RecordMechanism("igc", MechanismKind.Commission, "Commission", [Tjk, Kaz], On("2021"))).Then(body);
        Given(body).When(new RecordMechanism("igc", MechanismKind.Council, "Commission", Both, On("2021"))).ThenRefused(Problem.AlreadyDifferent);
        Given(body).When(Record with { Mechanism = "igc" }).Then(Recorded with { Mechanism = "igc" });
        Given().When(Record with { Mechanism = "igc" }).ThenRefused(Problem.UnknownEntry, "/mechanism");
    }

    [Fact]
    public void Every_fault_is_named_at_once() => Given().When(Record with { Slug = "No", Title = "", Participants = [], Host = Uzb, Mechanism = "No" })
        .ThenRefused(Problem.InvalidValue, "/slug", "/title", "/participants", "/host", "/mechanism");

    [Fact]
    public void Nothing_is_said_of_a_meeting_nobody_recorded() => Assert.All(new Contracts.ICommand[]
    {
        new RescheduleMeeting("summit", May, On("2021-05-03")), new HoldMeeting("summit", On("2021-05-03")), new CancelMeeting("summit", On("2021-05-03"), "No."),
        new ExtendInvitation("summit", Tjk, Kaz, On("2021-05-03")), new AcceptInvitation("summit", Kaz, On("2021-05-03")), new DeclineInvitation("summit", Kaz, On("2021-05-03")),
        new ReviewItem("summit", "commitment:flour"),
    }, command => Given().When(command).ThenRefused(Problem.NotFound));

    [Fact]
    public void Nothing_is_logged_before_it_happens() => Assert.All(new (Contracts.ICommand Command, string Pointer)[]
    {
        (Record with { Slug = "other", StatedOn = On("2027") }, "/statedOn"), (Record with { Slug = "other", HeldOn = On("2027") }, "/heldOn"),
        (new RescheduleMeeting("summit", May, On("2027")), "/statedOn"), (new HoldMeeting("summit", On("2027")), "/heldOn"), (new CancelMeeting("summit", On("2027"), "No."), "/statedOn"),
        (new ExtendInvitation("summit", Tjk, Kaz, On("2027")), "/extendedOn"), (new RecordMechanism("igc", MechanismKind.Commission, "Commission", Both, On("2027")), "/statedOn"),
    }, c => Given(Recorded).When(c.Command).ThenRefused(Problem.InvalidValue, c.Pointer));

    [Fact]
    public void A_state_that_joined_could_not_be_logged()
    {
        var (add, added) = (new AddParticipant("summit", Uzb, On("2021-05-10")), new ParticipantAdded("summit", Both, Uzb, On("2021-05-10")));
        var (invited, declined) = (new InvitationExtended("summit", Tjk, Uzb, On("2021-05-11")), new InvitationDeclined("summit", Uzb, On("2021-05-12")));
        Given(Recorded).When(add).Then(added);
        Given(Recorded, Held).When(add with { StatedOn = null }).Then(added with { StatedOn = null });
        Given(Recorded, added).When(add with { StatedOn = On("2021-05-11") }).ThenNothing();
        Given(Recorded).When(add with { Participant = Kaz }).ThenNothing();
        Given(Recorded, added).When(new ExtendInvitation("summit", Tjk, Uzb, On("2021-05-11"))).Then(invited);
        Given(Recorded, added, invited, declined).When(add).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Cancelled).When(add).ThenRefused(Problem.StateRefuses);
        Given().When(add).ThenRefused(Problem.NotFound);
        Given(Recorded, added, invited).When(new TakeBack("meeting:summit", 2, "Another summit.")).ThenRefused(Problem.StateRefuses);
        Given(Recorded, added).When(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).Then(Held with { Participants = [Kaz, Tjk, Uzb] });
    }

    [Fact]
    public void What_is_odd_of_a_meeting_was_taken_without_a_word()
    {
        var added = new ParticipantAdded("summit", Both, Uzb, On("2021-05-10"));
        Given(Recorded).When(new ExtendInvitation("summit", Tjk, Kaz, On("2021-05-02"))).WithWarning("first spoken of on 2021-05-03");
        Given(Recorded).When(new AddParticipant("summit", Uzb, On("2021-05-02"))).WithWarning("first spoken of on 2021-05-03");
        Given(Recorded, added).When(new AddParticipant("summit", Uzb, On("2021-05-11"))).ThenNothing().WithWarning("as was said on 2021-05-10; 2021-05-11 was not stored");
        Given(Recorded).When(new AddParticipant("summit", Kaz, On("2021-05-11"))).ThenNothing().WithWarning("from the beginning");
        Assert.Null(Given(Recorded, added).When(new AddParticipant("summit", Uzb, On("2021-05-10"))).ThenNothing().Decision.Warnings);
    }

    [Fact]
    public void An_answer_was_one_to_every_later_invitation_too()
    {
        InvitationExtended Invited(StateCode by, string on) => new("summit", by, Kaz, On(on));
        object[] history = [Recorded, Invited(Tjk, "2021-05-04"), new InvitationDeclined("summit", Kaz, On("2021-05-06")), Invited(Tjk, "2021-05-10"), Invited(Uzb, "2021-05-12")];
        (bool, string)?[] Answers(params object[] more) => [.. ((object[])[.. history, .. more]).Aggregate((Meeting)Meeting.Kind.Initial, Meeting.Evolve) is var meeting
            ? meeting.History.OfType<InvitationExtended>().Select(i => meeting.Answer(i) is { } answer ? ((bool, string)?)(answer.Accepted, answer.On.ToString()) : null) : []];

        Assert.Equal([(false, "2021-05-06"), null, null], Answers());
        // One answer is one to all that had not been answered.
        Assert.Equal([(false, "2021-05-06"), (true, "2021-05-13"), (true, "2021-05-13")], Answers(new InvitationAccepted("summit", Kaz, On("2021-05-13"))));
    }

    [Fact]
    public void An_invitation_to_what_was_over_or_called_off_was_taken()
    {
        var (invited, late) = (new InvitationExtended("summit", Tjk, Kaz, On("2021-05-04")), On("2021-07-01"));
        foreach (var end in (object[])[Held, Cancelled])
        {
            Given(Recorded, end).When(new ExtendInvitation("summit", Tjk, Kaz, late)).ThenRefused(Problem.InvalidValue, "/extendedOn");
            Given(Recorded, invited, end).When(new AcceptInvitation("summit", Kaz, late)).ThenRefused(Problem.InvalidValue, "/acceptedOn");
            Given(Recorded, invited, end).When(new DeclineInvitation("summit", Kaz, late)).ThenRefused(Problem.InvalidValue, "/declinedOn");
            Given(Recorded, end).When(new ExtendInvitation("summit", Tjk, Kaz, On("2021-05-31"))).Then(invited with { ExtendedOn = On("2021-05-31") });
        }
        var declined = new InvitationDeclined("summit", Kaz, late);
        Given(Recorded, invited, declined).When(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).Then(Held).WithWarning("logged of 2021-07-01, after it was held on 2021-06-29");
        Assert.Empty(Fold(Recorded, invited, declined, Held).Declined);
        Given(Recorded, Held, invited with { ExtendedOn = On("2021-06-20") }).When(new CorrectMeeting("summit", "A slip.", HeldOn: On("2021-06-19"))).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void What_was_put_off_before_it_was_held_or_cancelled_could_not_be_logged_after()
    {
        var (june, said) = (On("2021-06-28"), On("2021-05-20"));
        foreach (var end in (object[])[Held, Cancelled])
            Given(Recorded, end).When(new RescheduleMeeting("summit", june, said)).Then(new MeetingRescheduled("summit", Both, May, june, said));
        Assert.Equal(june, Fold(Recorded, Held, new MeetingRescheduled("summit", Both, May, june, said)).ScheduledAt(Day("2021-06-01")));
    }

    [Fact]
    public void A_meeting_that_was_put_off_without_a_new_day_could_not_be_logged()
    {
        var (off, said) = (new MeetingRescheduled("summit", Both, May, null, On("2021-05-20")), On("2021-05-20"));
        Given(Recorded).When(new RescheduleMeeting("summit", null, said)).Then(off);
        Given(Recorded, off).When(new RescheduleMeeting("summit", null, said)).ThenNothing();
        Given(Recorded, off).When(new RescheduleMeeting("summit", null, On("2021-05-22"))).ThenNothing();
        Assert.Equal((May, null), (Fold(Recorded, off).ScheduledAt(Day("2021-05-19")), Fold(Recorded, off).ScheduledAt(Day("2021-05-20"))));
        Given(Recorded, off).When(new RescheduleMeeting("summit", On("2021-06-28"), On("2021-06-01"))).Then(new MeetingRescheduled("summit", Both, null, On("2021-06-28"), On("2021-06-01")));
    }

    [Fact]
    public void It_was_cancelled_before_anybody_had_spoken_of_it()
    {
        Given(Recorded).When(new CancelMeeting("summit", On("2021-05-02"), "No agreement.")).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Recorded, new MeetingRescheduled("summit", Both, May, On("2021-06-28"), On("2021-06-03"))).When(new CancelMeeting("summit", On("2021-06-01"), "No agreement.")).Then(Cancelled).WithWarning("It was moved on 2021-06-03, after");
    }

    [Fact]
    public void What_another_source_says_of_a_meeting_could_not_be_kept()
    {
        Contracts.Values.Citation trend = new("trend-2023", "On 30 June they met.");
        var restate = new RestateMeeting("summit", On("2023-05-04"), On("2021-06-30"), Citation: trend);
        var other = new MeetingRestated("summit", Both, On("2023-05-04"), "trend-2023", On("2021-06-30"), null, null);

        Given(Recorded, Held).When(restate).Then(other).WithWarning("kept beside");
        Given(Recorded, Held, other).When(restate).ThenNothing();
        Given(Recorded, Held, other).WhenInOtherWords(restate).Then(new EntryCited("meeting:summit", Both, 3));
        Assert.Null(Given(Recorded, Held).When(restate with { HeldOn = On("2021-06"), Place = "DUSHANBE" }).Then(other with { HeldOn = On("2021-06"), Place = "DUSHANBE" }).Decision.Warnings);
        Given(Recorded, Held).When(restate with { HeldOn = null, ScheduledFor = On("2021-07") }).WithWarning("kept beside");
        Given(Recorded).When(restate).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Held).When(restate with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
        Given(Recorded, Held).When(new HoldMeeting("summit", On("2021-06-30"), Citation: trend)).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Held).When(restate with { StatedOn = On("2021-06-29") }).ThenRefused(Problem.InvalidValue, "/heldOn");
        Assert.Equal(On("2021-01-06"), Fold(Recorded, other with { StatedOn = On("2021-01-06") }).SpokenOf);
        var (plan, put) = (other with { StatedOn = On("2021-01-06"), HeldOn = null, ScheduledFor = On("2021-04") }, new MeetingRescheduled("summit", Both, null, null, On("2021-02-01")));
        var mention = other with { StatedOn = On("2021-01-06"), HeldOn = null };
        Assert.Equal((null, May), (Fold(Recorded, mention).ScheduledAt(Day("2021-02-01")), Fold(Recorded, mention).ScheduledAt(Day("2021-05-03"))));
        var unplanned = Recorded with { ScheduledFor = null };
        Assert.Equal((On("2021-04"), On("2021-04"), May, null, null), (Fold(unplanned, plan).ScheduledAt(Day("2021-06-01")), Fold(unplanned, plan).FirstPlan,
            Fold(Recorded, plan).ScheduledAt(Day("2021-06-01")), Fold(unplanned, plan).ScheduledAt(Day("2021-01-05")), Fold(unplanned with { StatedOn = On("2021-01-01") }, plan, put).ScheduledAt(Day("2021-06-01"))));
    }

    [Fact]
    public void Other_words_for_what_was_logged_were_dropped()
    {
        Contracts.Values.Citation first = new("trend-2023", "They met."), second = new("bns", "The talks took place.");
        var body = new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2021"), null);
        var cited = new EntryCited("meeting:summit", Both, null);

        Given(Recorded, Held).WhenInOtherWords(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe", first)).Then(cited with { Act = 2 });
        Given(Recorded, Held).WhenInOtherWords(Record with { Citation = first }).Then(cited);
        Given(Recorded, Cancelled).WhenInOtherWords(new CancelMeeting("summit", On("2021-06-01"), "No agreement.", first)).Then(cited with { Act = 2 });
        Given(body).WhenInOtherWords(new RecordMechanism("igc", MechanismKind.Commission, "Commission", Both, On("2021"), Citation: first)).Then(new EntryCited("mechanism:igc", Both, null));
        Given(Recorded, Held).WhenInOtherWords(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).ThenNothing(); // without words there are none to keep

        var world = new World();
        foreach (var e in (object[])[Kazinform, Bns, Trend])
            world.Add(e);
        Assert.Equal([2, 0, 1, 0, 0], new[] { first, first, second, second, first }
            .Select(c => world.Send(Record with { ScheduledFor = null, HeldOn = On("2021-06-29"), Citation = c }, Day("2026-11-22")).Decision.Events.Count));
    }

    static Meeting Fold(params object[] events) => events.Aggregate((Meeting)Meeting.Kind.Initial, Meeting.Evolve);

    [Fact]
    public void A_session_looked_at_what_was_promised_after_it_without_a_word()
    {
        var look = new ReviewItem("summit", "commitment:flour");
        Given(Recorded, Held, Made with { StatedOn = On("2021-06-30"), Deadline = null }).When(look).WithWarning("commitment:flour was first said on 2021-06-30");
        Assert.Null(Given(Recorded, Held, Made).When(look).Decision.Warnings);
        Given(Recorded, Held, Made, new ItemReviewed("summit", Both, "commitment:flour", "Put off.")).When(look with { Outcome = "On its way." }).WithWarning("with \"Put off.\"; both are kept");
    }

    [Fact]
    public void A_session_among_others_than_the_members_was_taken_without_a_word()
    {
        var body = new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2021"), null);
        Given(body).When(Record with { Mechanism = "igc", Participants = [Uzb, Tjk] }).WithWarning("The members of 'igc' are KAZ, TJK; of UZB, TJK fewer than two are");
        Assert.Null(Given(body).When(Record with { Mechanism = "igc", Participants = [Kaz, Tjk, Uzb] }).Decision.Warnings);
    }

    [Fact]
    public void What_was_logged_before_a_state_joined_is_not_logged_twice()
    {
        var added = new ParticipantAdded("summit", Both, Uzb, null);
        Given(Recorded, Cancelled, added).When(new CancelMeeting("summit", On("2021-06-01"), "No agreement.")).ThenNothing();
        Given(Recorded, Held, added).When(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).ThenNothing();
        Given(Recorded, added).When(Record).ThenNothing();
    }

    [Fact]
    public void A_meeting_logged_wrongly_is_taken_back_by_two() => Given(Recorded).When(new RetractEntry("meeting:summit", "Another summit."))
        .Then(new ClosureProposed("meeting:summit", Both, Closure.Retracted, null, null, null, null, null, "Another summit.", "officer"));

    [Fact]
    public void A_meeting_was_held_without_a_word_though_its_only_guest_had_declined_and_what_was_warned_of_once_was_seen_nowhere()
    {
        var invited = new InvitationExtended("summit", Tjk, Kaz, On("2021-05-04"));
        object[] declined = [Recorded, invited, new InvitationDeclined("summit", Kaz, On("2021-05-10"))];
        Given(declined).When(new HoldMeeting("summit", On("2021-06-29"), "Dushanbe")).Then(Held).WithWarning("KAZ declined: see who came");
        Assert.Single(Fold([.. declined, Held]).Warnings());
        Assert.Empty(Fold(declined).Warnings());
        Assert.Empty(Fold([.. declined, new InvitationAccepted("summit", Kaz, On("2021-05-20")), Held]).Warnings());
        Assert.Contains("passed over", Assert.Single(Fold(Recorded, invited, new InvitationAccepted("summit", Kaz, On("2021-07-01")), Held).Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void Held_before_a_day_on_which_it_was_still_to_come_was_refused_in_one_order_and_taken_in_the_other_without_a_word()
    {
        MeetingRescheduled moved = new("summit", Both, May, On("2027-04"), On("2021-06-10"));
        Given(Recorded, moved).When(new HoldMeeting("summit", On("2021-05-20"), "Dushanbe")).WithWarning("On 2021-06-10 it was still to come, on 2027-04, and it is logged as held on 2021-05-20");
        Assert.Single(Fold(Recorded, new MeetingRestated("summit", Both, On("2021-06-10"), "trend-2023", null, On("2027-04"), null), Held with { HeldOn = On("2021-05-20") }).Warnings());
        Assert.Empty(Fold(Recorded, moved with { ScheduledFor = On("2021-06-29"), StatedOn = On("2021-06-01") }, Held).Warnings());
    }

    [Fact]
    public void Another_day_of_an_answer_took_the_place_of_the_first_and_the_opposite_on_one_day_went_without_a_word()
    {
        var (invited, accepted) = (new InvitationExtended("summit", Tjk, Kaz, On("2021-05-03")), new InvitationAccepted("summit", Kaz, On("2021-05-10")));
        var again = new AcceptInvitation("summit", Kaz, On("2021-05-15"));
        Given(Recorded, invited, accepted).When(again).Then(accepted with { AcceptedOn = again.AcceptedOn }).WithWarning("logged as having accepted on 2021-05-10; 2021-05-15 is kept beside");
        var meeting = Fold(Recorded, invited, accepted, accepted with { AcceptedOn = again.AcceptedOn });
        Assert.Equal(accepted.AcceptedOn, meeting.Answer(invited)!.Value.On);
        Assert.Equal([again.AcceptedOn], meeting.OtherDays(Kaz, meeting.Answer(invited)!.Value));
        Given(Recorded, invited, accepted).When(new DeclineInvitation("summit", Kaz, On("2021-05-10"))).WithWarning("logged as having accepted on 2021-05-10: what is logged last counts");
        Assert.Null(Given(Recorded, invited, accepted).When(new DeclineInvitation("summit", Kaz, On("2021-05-20"))).Decision.Warnings);
        var anew = invited with { ExtendedOn = On("2021-05-12") };
        Assert.Null(Given(Recorded, invited, accepted, anew).When(again).Decision.Warnings);
        Assert.Equal(again.AcceptedOn, Fold(Recorded, invited, accepted, anew, accepted with { AcceptedOn = again.AcceptedOn }).Answer(anew)!.Value.On);
    }

    [Fact]
    public void The_visit_of_a_year_got_the_name_of_the_year_before_it_and_a_body_looked_at_what_concerned_others_without_a_word()
    {
        var visit = Record with { Slug = null, Title = "Visit to Almaty", StatedOn = On("2024-12-01"), ScheduledFor = On("2025-03") };
        Assert.Equal("visit-to-almaty-2025", ((MeetingRecorded)Given().When(visit).Decision.Events[0]).Slug);
        Assert.Equal("visit-to-almaty-2025", ((MeetingRecorded)Given().When(visit with { StatedOn = On("2025-03-05"), ScheduledFor = null, HeldOn = On("2025-03-04") }).Decision.Events[0]).Slug);
        Given(Recorded, Held, Made with { Obligors = [Uzb], Counterparties = [StateCode.Parse("KGZ")] }).When(new ReviewItem("summit", "commitment:flour")).WithWarning("concerns KGZ, UZB, the meeting was of KAZ, TJK");
    }
}
