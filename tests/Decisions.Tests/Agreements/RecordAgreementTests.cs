using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

public sealed class RecordAgreementTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    static readonly RecordAgreement Command = new("allied-relations", [Kaz, Tjk], AgreementKind.Treaty, "Treaty of Allied Relations", Subject: "Allied relations");
    static readonly AgreementRecorded Recorded = new("allied-relations", [Kaz, Tjk], AgreementKind.Treaty, "Treaty of Allied Relations", "Allied relations");
    static readonly AgreementSigned Signed = new("allied-relations", [Kaz, Tjk], DateSpan.Parse("2024-08-22"), "Dushanbe");

    [Fact]
    public void Set_to_be_concluded_is_recorded_and_not_signed() => Given().When(Command).Then(Recorded);

    [Fact]
    public void With_a_date_of_signature_it_is_signed_too() =>
        Given().When(Command with { SignedOn = Signed.SignedOn, SignedAt = "Dushanbe" }).Then(Recorded, Signed);

    [Fact]
    public void Recorded_again_with_its_signature_it_is_only_signed() =>
        Given(Recorded).When(Command with { SignedOn = Signed.SignedOn, SignedAt = "Dushanbe" }).Then(Signed);

    [Fact]
    public void The_same_again_is_nothing_in_any_order_of_the_parties()
    {
        Given(Recorded).When(Command).ThenNothing();
        Given(Recorded).When(Command with { Parties = [Tjk, Kaz] }).ThenNothing();
        Given(Recorded, Signed).When(Command).ThenNothing();
        Given(Recorded, Signed).When(Command with { SignedOn = Signed.SignedOn }).ThenNothing();
    }

    [Fact]
    public void The_parties_of_the_event_are_sorted() =>
        Given().When(Command with { Parties = [Uzb, Tjk, Kaz] }).Then(Recorded with { Parties = [Kaz, Tjk, Uzb] });

    [Fact]
    public void Other_parties_kind_title_or_subject_under_the_same_slug_are_refused() => Assert.All(
        new[]
        {
            Command with { Parties = [Kaz, Uzb] }, Command with { Kind = AgreementKind.Declaration }, Command with { Title = "Other" }, Command with { Subject = null },
        },
        other => Given(Recorded).When(other).ThenRefused(Problem.AlreadyDifferent));

    [Fact]
    public void Another_date_of_signature_is_refused() =>
        Given(Recorded, Signed).When(Command with { SignedOn = DateSpan.Parse("2024-08-23") }).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void A_signature_in_the_future_is_refused_with_the_whole_command() =>
        Given().On("2024-08-21").When(Command with { SignedOn = Signed.SignedOn }).ThenRefused(Problem.InvalidValue, "/signedOn");

    [Fact]
    public void Announced_and_later_signed_it_got_two_slugs()
    {
        const string slug = "kaz-tjk-treaty-of-allied-relations";
        Given().When(Command with { Slug = null }).Then(Recorded with { Slug = slug });
        Given(Recorded with { Slug = slug }).When(Command with { Slug = null, Parties = [Tjk, Kaz], SignedOn = Signed.SignedOn, SignedAt = "Dushanbe" }).Then(Signed with { Slug = slug });
    }

    [Fact]
    public void Of_more_than_two_parties_its_slug_is_derived_from_the_title_alone() =>
        Given().When(Command with { Slug = null, Parties = [Kaz, Tjk, Uzb] }).Then(Recorded with { Slug = "treaty-of-allied-relations", Parties = [Kaz, Tjk, Uzb] });

    [Fact]
    public void Another_source_of_the_agreement_is_a_mention_once_and_so_is_each_of_its_quotes()
    {
        Citation one = new("trend-2023", "a treaty"), other = new("trend-2023", "a pact");
        var (recorded, mention) = (Recorded with { Citation = one }, new AgreementCited("allied-relations", Recorded.Parties, other));
        Given(recorded).When(Command with { Citation = one }).ThenNothing();
        Given(recorded).When(Command with { Citation = other }).Then(mention);
        Given(recorded, mention).When(Command with { Citation = other }).ThenNothing();
        Given(recorded, Signed with { Citation = other }).When(Command with { Citation = other }).ThenNothing();
        Given(recorded, Signed).When(Command with { SignedOn = Signed.SignedOn, Citation = one }).Then(mention with { Citation = one, SignedOn = Signed.SignedOn });
    }

    [Fact]
    public void Other_words_for_its_day_without_a_citation_were_dropped_without_a_word() =>
        Given(Recorded, Signed).When(Command with { SignedOn = Signed.SignedOn with { Words = "on Aug. 22" } }).ThenNothing().WithWarning("only with a citation");

    [Fact]
    public void From_a_title_without_a_letter_none_is_derived() =>
        Given().When(Command with { Slug = null, Title = "№ 5, 条約", SignedOn = Signed.SignedOn }).ThenRefused(Problem.InvalidValue, "/slug");

    [Fact]
    public void One_state_alone_or_twice_is_no_agreement()
    {
        Given().When(Command with { Parties = [Kaz] }).ThenRefused(Problem.InvalidValue, "/parties");
        Given().When(Command with { Parties = [Kaz, Kaz] }).ThenRefused(Problem.InvalidValue, "/parties");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Given().When(new RecordAgreement("a--b", [], AgreementKind.Other, "", null, " ", new('x', 1_001)))
            .ThenRefused(Problem.InvalidValue, "/slug", "/parties", "/title", "/subject", "/signedAt", "/signedOn");
}

public sealed class CorrectAgreementTests
{
    static readonly AgreementRecorded Recorded = new("treaty", [StateCode.Parse("KAZ"), StateCode.Parse("TJK")], AgreementKind.Treaty, "Traety", "Relations");
    static readonly AgreementSigned Signed = new("treaty", Recorded.Parties, DateSpan.Parse("2024-08-12"), "Dushanbe");
    static readonly CorrectAgreement Command = new("treaty", "A typing error.", "Treaty", SignedOn: DateSpan.Parse("2024-08-22"));
    static readonly AgreementCorrected Corrected = new("treaty", Recorded.Parties, "A typing error.", "Treaty", SignedOn: DateSpan.Parse("2024-08-22"));

    [Fact]
    public void A_mistyped_title_or_day_stood_for_ever() => Given(Recorded, Signed).When(Command).Then(Corrected);

    [Fact]
    public void The_same_correction_again_is_nothing_also_after_another()
    {
        var back = Corrected with { Reason = "The source does write Traety.", Title = "Traety", SignedOn = null };
        Given(Recorded, Signed, Corrected).When(Command).ThenNothing();
        Given(Recorded, Signed, Corrected).When(Command with { Reason = "Other words for it." }).ThenNothing();
        Given(Recorded, Signed, Corrected, back).When(Command).ThenNothing().WithWarning("corrected again since");
        Given(Recorded, Signed, Corrected, back).When(Command with { Reason = "No, it does not." }).Then(Corrected with { Reason = "No, it does not." });
    }

    [Fact]
    public void What_was_recorded_first_and_what_stands_now_are_both_known_again()
    {
        var record = new RecordAgreement("treaty", Recorded.Parties, AgreementKind.Treaty, "Traety", Signed.SignedOn, "Dushanbe", "Relations");
        Given(Recorded, Signed, Corrected).When(record).ThenNothing();
        Given(Recorded, Signed, Corrected).When(record with { Title = "Treaty", SignedOn = Corrected.SignedOn }).ThenNothing();
        Given(Recorded, Signed, Corrected).When(record with { Title = "Third" }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void A_signature_logged_for_all_could_not_be_mended_to_the_one_that_signed_that_day()
    {
        var (kaz, tjk) = (Recorded.Parties[0], Recorded.Parties[1]);
        var mend = new CorrectAgreement("treaty", "Tajikistan signed later.", SignedBy: [kaz]);
        AgreementCorrected mended = new("treaty", Recorded.Parties, mend.Reason, SignedBy: [kaz]);
        SignatureAdded added = new("treaty", Recorded.Parties, tjk, DateSpan.Parse("2024-09-01"));
        Given(Recorded, Signed).When(mend).Then(mended);
        Given(Recorded, Signed, mended).When(mend).ThenNothing();
        Given(Recorded, Signed, mended).When(new SignAgreement("treaty", added.SignedOn, SignedBy: [tjk])).Then(added);
        Given(Recorded, Signed).When(mend with { SignedBy = [tjk, kaz] }).ThenNothing();
        Given(Recorded, Signed, mended).When(mend with { SignedBy = [tjk, kaz], Reason = "On that day, too." }).Then(mended with { SignedBy = [kaz, tjk], Reason = "On that day, too." });
        Given(Recorded, Signed, mended, added).When(mend with { SignedBy = [kaz, tjk] }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, new ConsentExpressed("treaty", Recorded.Parties, tjk, ConsentForm.Ratification, DateSpan.Parse("2025"))).When(mend).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(mend).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(mend with { SignedBy = [StateCode.Parse("UZB")] }).ThenRefused(Problem.InvalidValue, "/signedBy/0");
        Given(Recorded, Signed).When(mend with { SignedBy = [] }).ThenRefused(Problem.InvalidValue, "/signedBy");
    }

    [Fact]
    public void A_signature_that_is_not_recorded_cannot_be_corrected()
    {
        Given(Recorded).When(Command).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(Command with { SignedOn = null }).Then(Corrected with { SignedOn = null });
        Given().When(Command).ThenRefused(Problem.NotFound);
        Given(Recorded, Signed).On("2024-08-21").When(Command).ThenRefused(Problem.InvalidValue, "/signedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once()
    {
        Given().When(new CorrectAgreement("treaty", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Given().When(new CorrectAgreement("", " ", " ", "\a", null, null, " ")).ThenRefused(Problem.InvalidValue, "/agreement", "/reason", "/title", "/subject", "/signedAt");
    }
}

public sealed class SignAgreementTests
{
    static readonly AgreementRecorded Recorded = new("treaty", [StateCode.Parse("KAZ"), StateCode.Parse("TJK")], AgreementKind.Treaty, "Treaty");
    static readonly AgreementSigned Signed = new("treaty", Recorded.Parties, DateSpan.Parse("2024-08-22"), "Dushanbe");
    static readonly SignAgreement Command = new("treaty", DateSpan.Parse("2024-08-22"), "Dushanbe");

    [Fact]
    public void A_recorded_agreement_is_signed() => Given(Recorded).When(Command).Then(Signed);

    [Fact]
    public void A_signature_may_be_known_by_its_month_only() =>
        Given(Recorded).When(Command with { SignedOn = DateSpan.Parse("1993-01"), SignedAt = null })
            .Then(Signed with { SignedOn = new(new(1993, 1, 1), new(1993, 1, 31), Precision.Month), SignedAt = null });

    [Fact]
    public void The_same_again_is_nothing_also_without_its_place()
    {
        Given(Recorded, Signed).When(Command).ThenNothing();
        Given(Recorded, Signed).When(Command with { SignedAt = null }).ThenNothing();
    }

    [Fact]
    public void Another_day_or_place_is_refused()
    {
        Given(Recorded, Signed).When(Command with { SignedOn = DateSpan.Parse("2024-08-23") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed).When(Command with { SignedAt = "Astana" }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void What_nobody_recorded_cannot_be_signed() => Given().When(Command).ThenRefused(Problem.NotFound);

    [Fact]
    public void On_the_day_itself_it_can_be_signed_and_on_the_day_before_it_is_an_announcement()
    {
        Given(Recorded).On("2024-08-22").When(Command).Then(Signed);
        Given(Recorded).On("2024-08-21").When(Command).ThenRefused(Problem.InvalidValue, "/signedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Given().When(new SignAgreement("", new(new(1990, 1, 1), new(2021, 1, 1), Precision.Years, " "), " "))
            .ThenRefused(Problem.InvalidValue, "/agreement", "/signedOn", "/signedOn/words", "/signedAt");
}
