using System.Text;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Decisions.Tests.Platform;

/// <summary>From bytes to a command, or to every fault of the document at once; never an exception, since that would be a 500.</summary>
public sealed class CommandBodyTests
{
    const string Good =
        """{"reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2023","value":{"amount":1129966517,"currency":"USD"},"status":"final","source":"bns","releasedOn":"2024-07-25"}""";

    static readonly DateOnly Today = Scenario.Day("2026-11-22");

    static readonly Slice Record = Of<RecordTradeFigure>(), Text = Of<AddSourceText>();

    [Fact]
    public void A_whole_command_is_read() => Assert.IsType<RecordTradeFigure>(Read(Record, Good).Item1?.Command);

    [Fact]
    public void A_member_that_may_be_null_may_be_null() =>
        Assert.NotNull(Read(Record, Good.Replace("\"source\"", "\"reason\":null,\"valuation\":null,\"source\"", StringComparison.Ordinal)).Item1);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{}]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'source':'bns'}")]
    [InlineData("// comment\n{}")]
    [InlineData("{\"amount\":NaN}")]
    [InlineData("{\"amount\":01}")]
    [InlineData("{\"a\":\"\u0000\"}")]
    [InlineData("\uFEFF\uFEFF{}")]
    public void What_is_no_JSON_object_is_unreadable(string body) => Refused(Record, body, Problem.Unreadable);

    [Fact]
    public void A_byte_order_mark_before_it_is_no_fault() => Assert.NotNull(Read(Record, "\uFEFF" + Good).Item1);

    [Fact]
    public void A_member_named_with_half_a_surrogate_pair_made_the_reader_throw() =>
        Refused(Text, """{"source":"bns","text":"t","\ud800":1}""", Problem.UnknownMember, "");

    [Fact]
    public void Deeper_than_32_is_unreadable_and_32_is_only_unknown()
    {
        Refused(Record, Nested(33), Problem.Unreadable);
        Refused(Text, """{"source":"bns","text":"t","x":""" + Nested(31) + "}", Problem.UnknownMember, "/x");
        Refused(Text, """{"source":"bns","text":"t","x":""" + Nested(32) + "}", Problem.Unreadable);

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)'}' })]
    public void What_is_not_UTF_8_is_unreadable_in_names_and_in_texts(byte[] body)
    {
        Assert.Equal(Problem.Unreadable, CommandBody.Read(Text, body, Today).Item2!.Problem);
        Assert.Equal(Problem.Unreadable, CommandBody.Read(Record, body, Today).Item2!.Problem);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_in_a_known_text_made_the_reader_throw()
    {
        byte[] body = [.. """{"source":"bns","text":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'];

        Assert.Equal(Problem.Unreadable, CommandBody.Read(Text, body, Today).Item2!.Problem);
    }

    [Fact]
    public void Everything_missing_is_said_at_once() =>
        Refused(Record, "{}", Problem.InvalidValue, "/reporter", "/partner", "/flow", "/period", "/value", "/status", "/source", "/releasedOn");

    [Fact]
    public void Every_wrong_type_is_said_at_once() => Refused(
        Record,
        """{"reporter":"ZZZ","partner":1,"flow":"sideways","period":"2023-13","value":{"amount":"NaN","currency":5},"status":null,"source":["bns"],"releasedOn":"soon","confirm":"yes"}""",
        Problem.InvalidValue, "/reporter", "/partner", "/flow", "/period", "/value/amount", "/value/currency", "/status", "/source", "/releasedOn", "/confirm");

    [Fact]
    public void Unknown_and_doubled_members_are_said_with_the_wrong_values_beside_them() => Refused(
        Record,
        """{"reporter":"KAZ","partner":"KAZ","flow":"turnover","period":"2023","value":{"amount":-1,"currency":"USD","unit":"m","amount":2},"status":"final","source":"bns","releasedOn":"2024-07-25","a/b~c":1,"Reporter":"KAZ","source":"bns"}""",
        Problem.UnknownMember, "/value/unit", "/value/amount", "/a~1b~0c", "/Reporter", "/source", "/partner");

    [Fact]
    public void Null_where_something_is_needed_is_an_invalid_value() => Refused(
        Text, """{"source":null,"text":null}""", Problem.InvalidValue, "/source", "/text");

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1129966517\"")]
    [InlineData("1234567890123456")]
    [InlineData("0.1234567")]
    [InlineData("1.0000000000000000000000000000000001")]
    [InlineData("1e-40")]
    [InlineData("999999999999999.9999999999999999999")]
    [InlineData("1e16")]
    [InlineData("-1")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_number_this_register_cannot_hold_exactly_is_refused_where_it_stands(string amount) =>
        Refused(Record, Good.Replace("1129966517", amount, StringComparison.Ordinal), Problem.InvalidValue, "/value/amount");

    [Theory]
    [InlineData("1.129966517e9")]
    [InlineData("1129966517.000000000000")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("1E+15")]
    public void Any_spelling_of_a_number_it_can_hold_is_taken(string amount) =>
        Assert.NotNull(Read(Record, Good.Replace("1129966517", amount, StringComparison.Ordinal)).Item1);

    [Theory]
    [InlineData("""{"from":"2024-13-01","to":"2024-12-01"}""", "invalid-value", "/releasedOn/from")]
    [InlineData("""{"from":"2024-07-25"}""", "invalid-value", "/releasedOn/to")]
    [InlineData("""{"from":"2024-07-25","to":"2024-07-24"}""", "invalid-value", "/releasedOn")]
    [InlineData("""{"from":"2024-07-25","to":"2024-07-25","inferred":true}""", "invalid-value", "/releasedOn")]
    [InlineData("""{"from":"2024-07-25","to":"2024-07-25","precision":"exact","words":1}""", "invalid-value", "/releasedOn/precision,/releasedOn/words")]
    [InlineData("""{"from":"2024-07-25","to":"2024-07-25","till":"2025"}""", "unknown-member", "/releasedOn/till")]
    [InlineData("""{"from":"2024-07-25","to":"2024-07-25","to":"2025-07-25"}""", "unknown-member", "/releasedOn/to")]
    public void The_faults_of_a_date_are_said_where_they_stand(string date, string problem, string pointers) =>
        Refused(Record, Good.Replace("\"2024-07-25\"", date, StringComparison.Ordinal), Problem.All.Single(p => p.Slug == problem), pointers.Split(','));

    [Theory]
    [InlineData("""a\u0000b""")]
    [InlineData("""\ud800""")]
    [InlineData("""\udc00 alone""")]
    [InlineData("""\ud800\ud800""")]
    public void A_text_that_no_database_holds_is_refused_where_it_stands(string text) =>
        Refused(Text, $$"""{"source":"bns","text":"{{text}}"}""", Problem.InvalidValue, "/text");

    [Fact]
    public void A_text_that_only_speaks_of_the_escape_of_zero_was_refused() =>
        Assert.Equal(@"written \u0000 in JSON", ((AddSourceText)Read(Text, """{"source":"bns","text":"written \\u0000 in JSON"}""").Item1!.Command).Text);

    [Fact]
    public void Surrogate_pairs_and_the_last_characters_of_the_plane_are_texts() =>
        Assert.NotNull(Read(Text, """{"source":"bns","text":"\ud83c\uddf0 \uffff \ufffe"}""").Item1);

    [Fact]
    public void Characters_at_the_edge_do_not_break_a_derived_slug() =>
        Assert.NotNull(Read(Of<RegisterSource>(), """{"title":"a \uffff \ufffe \ufdd0 b","publisher":"p","publishedOn":"2024","language":"en"}""").Item1);

    [Fact]
    public void Any_byte_changed_in_a_good_command_gives_an_answer()
    {
        var good = Encoding.UTF8.GetBytes("""{"slug":"s","title":"T","publisher":"P","publishedOn":{"from":"2024-01-01","to":"2024-01-02"},"language":"en","text":"\u00e9"}""");
        foreach (var i in Enumerable.Range(0, good.Length))
            foreach (var b in (byte[])[.. "\"\\{}[],:09aueE-. \t\0"u8, 0x7F, 0x80, 0xC3, 0xED, 0xFF])
            {
                byte[] body = [.. good];
                body[i] = b;
                var (given, refusal) = CommandBody.Read(Of<RegisterSource>(), body, Today);
                Assert.True(given is null != refusal is null);
                Assert.True(refusal is null || refusal.Problem.Status is 400 or 422);
            }
    }

    [Theory]
    [InlineData("""{"slug":"a b","title":"","publisher":"p","publishedOn":"sometime","language":"en"}""", "/slug", "/title", "/publishedOn")]
    [InlineData("""{"slug":"a b","title":7,"publisher":" ","publishedOn":"2024","language":"en","colour":1}""", "/slug", "/title", "/publisher", "/colour")]
    [InlineData("""{"slug":"a b","publisher":" ","publishedOn":{"from":"2024"},"language":"en"}""", "/slug", "/title", "/publisher", "/publishedOn/from", "/publishedOn/to")]
    public void One_unreadable_member_hid_what_was_wrong_with_the_others(string body, params string[] pointers) =>
        Refused(Of<RegisterSource>(), body, pointers.Contains("/colour") ? Problem.UnknownMember : Problem.InvalidValue, pointers);

    [Theory]
    [InlineData("""{"reporter":"KAZ","partner":"KAZ","flow":"sideways","period":"2023","value":{"amount":-1,"currency":"XXQ"},"status":"final","source":"a b","releasedOn":"2024-07-25"}""",
        "/flow", "/partner", "/value/amount", "/value/currency", "/source")]
    [InlineData("""{"reporter":"KAZ","partner":"TJK","flow":"export","period":"2O23","value":{"amount":-1,"currency":"USD"},"status":"final","source":"s","releasedOn":"2024-07-25"}""", "/period", "/value/amount")]
    [InlineData("""{"reporter":"KAZ","partner":"TJK","flow":"export","period":"2023","value":{"amount":"1","currency":"XXQ"},"status":"final","source":"s","releasedOn":"2020-07-25"}""", "/value/amount", "/value/currency", "/releasedOn")]
    [InlineData("""{"reporter":"KAZ","partner":"TJK","flow":"export","period":"2023","value":{"amount":1,"currency":"USD"},"status":"finished","source":"s","releasedOn":"2023-07-25"}""", "/status")]
    [InlineData("""{"reporter":"QQQ","partner":"TJK","flow":"export","period":"2023","value":{"amount":1,"currency":"USD"},"confirm":"yes","status":"final","source":"s","releasedOn":"2024-07-25"}""", "/reporter", "/confirm")]
    public void An_unreadable_member_neither_hides_nor_invents_a_fault_of_a_figure(string body, params string[] pointers) => Refused(Record, body, Problem.InvalidValue, pointers);

    [Theory]
    [InlineData("""{"pair":"KAZ-QQQ","measure":"exports:KAZ>TJK","goal":{"amount":0,"currency":"USD"},"statedOn":"2018"}""", "/pair", "/goal/amount")]
    [InlineData("""{"pair":"KAZ-TJK","measure":"turnover","goal":{"amount":1,"currency":"USD"},"deadline":"2020","statedOn":"soon","speaker":"Somebody"}""", "/statedOn", "/speaker")]
    [InlineData("""{"pair":"KAZ-TJK","measure":"exports:KAZ>UZB","goal":{"amount":1,"currency":"USD"},"deadline":"later","statedOn":"2018"}""", "/deadline", "/measure")]
    [InlineData("""{"pair":1,"measure":"turnover","goal":2,"statedOn":"2018","basis":{"viewpoint":"reporter:KAZ","scope":"goods","baselinePeriod":"2018-Q1","minimumStatus":"final"}}""", "/pair", "/goal", "/basis/baselinePeriod")]
    public void An_unreadable_member_neither_hides_nor_invents_a_fault_of_a_target(string body, params string[] pointers) => Refused(Of<SetTradeTarget>(), body, Problem.InvalidValue, pointers);

    [Theory]
    [InlineData("""{"slug":"a","parties":["KAZ","Tajikistan","QQQ"],"kind":"treaty","title":""}""", "/parties/1", "/parties/2", "/title")]
    [InlineData("""{"slug":"a","parties":["KAZ"],"kind":"pact","title":"t"}""", "/kind", "/parties")]
    [InlineData("""{"slug":"a","parties":["KAZ","TJK"],"kind":"treaty","title":"t","signedAt":"Astana","signedOn":"soon"}""", "/signedOn")]
    public void An_unreadable_member_neither_hides_nor_invents_a_fault_of_an_agreement(string body, params string[] pointers) => Refused(Of<RecordAgreement>(), body, Problem.InvalidValue, pointers);

    [Theory]
    [InlineData("""{"source":"bns","text":"t" """, "/text", "At byte 28, the document breaks off")]
    [InlineData("{\n  \"source\": \"bns\",\n  \"text\": oops\n}", "/text", "line 3, byte 11, 'oops}' is no JSON here")]
    [InlineData("""{"parties":["KAZ",,"TJK"]}""", "/parties/0", "is no JSON here")]
    [InlineData("""{"value":{"amount":NaN}}""", "/value/amount", "'NaN}}' is no JSON here")]
    [InlineData("", "-", "There is no document.")]
    public void What_is_no_JSON_was_told_in_the_words_of_a_library_and_without_its_place(string body, string pointer, string words)
    {
        var refusal = Read(Record, body).Item2!;

        Assert.Equal(Problem.Unreadable, refusal.Problem);
        Assert.Contains(words, refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(pointer, refusal.Faults?.Single().Pointer ?? "-");
    }

    [Fact]
    public void What_lies_in_the_future_was_told_only_when_nothing_else_was_wrong() => Refused(
        Record,
        """{"reporter":"KAZ","partner":"KAZ","flow":"turnover","period":"2030","value":{"amount":-5,"currency":"USD"},"status":"stated","source":"nonesuch","releasedOn":"2035"}""",
        Problem.InvalidValue, "/partner", "/value/amount", "/period", "/releasedOn");

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void An_array_nested_too_deep_was_told_to_be_no_JSON(string opens, string closes)
    {
        var body = string.Concat(Enumerable.Repeat(opens, 33)) + "1" + string.Concat(Enumerable.Repeat(closes, 33));

        Assert.Contains("nested deeper than 32", Read(Record, body).Item2!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_stands_twice_was_titled_as_one_that_nobody_knows() =>
        Assert.Contains("stands twice", Read(Text, """{"source":"bns","text":"t","text":"u"}""").Item2!.Problem.Title, StringComparison.Ordinal);

    const string LibraryWords = "The JSON |System\\.|CommitmentTracker|LineNumber|BytePosition|Path:|invalid start|Expected|converted|what is needed here";

    static Slice Of<T>() => App.Slices.Single(s => s.CommandType == typeof(T));

    static (Given?, Refusal?) Read(Slice slice, string body) => CommandBody.Read(slice, Encoding.UTF8.GetBytes(body), Today);

    static void Refused(Slice slice, string body, Problem problem, params string[] pointers)
    {
        var (given, refusal) = Read(slice, body);
        Assert.Null(given);
        Assert.Equal(problem, refusal!.Problem);
        Assert.All(refusal.Faults ?? [], f => Assert.DoesNotMatch(LibraryWords, f.Detail));
        Assert.DoesNotMatch(LibraryWords, refusal.Detail);
        if (problem == Problem.Unreadable) // Where it breaks off is another matter.
            return;
        Assert.Equal(pointers.Order(StringComparer.Ordinal), (refusal.Faults ?? []).Select(f => f.Pointer).Distinct().Order(StringComparer.Ordinal));
    }
}
