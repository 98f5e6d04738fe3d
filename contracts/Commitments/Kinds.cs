using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Commitments;

/// <summary>What a commitment is about.</summary>
[JsonConverter(typeof(CamelCaseEnum<CommitmentKind>))]
public enum CommitmentKind
{
    /// <summary>To conclude, sign, ratify or carry out an instrument.</summary>
    TreatyStep,
    /// <summary>Aid in kind or money.</summary>
    Aid,
    /// <summary>Scholarships and places to study.</summary>
    Scholarship,
    /// <summary>A visit to be paid.</summary>
    Visit,
    /// <summary>An invitation to be extended or answered.</summary>
    Invitation,
    /// <summary>An event to be held: a fair, days of culture, a conference.</summary>
    Event,
    /// <summary>To instruct somebody to do or consider something.</summary>
    Instruction,
    /// <summary>A project to be launched or built.</summary>
    Project,
    /// <summary>Goods to be supplied or bought.</summary>
    Supply,
    /// <summary>A measure of law or administration.</summary>
    Measure,
    /// <summary>To stay in touch, consult, coordinate.</summary>
    Contact,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>
/// How strong an undertaking the words are, strongest first. Only <see cref="Agreed"/> and above count as open commitments; the rest are
/// shown as intents.
/// </summary>
[JsonConverter(typeof(CamelCaseEnum<Strength>))]
public enum Strength
{
    /// <summary>A treaty in force says so.</summary>
    LegallyBinding,
    /// <summary>A signed instrument that is not in force says so.</summary>
    Signed,
    /// <summary>"agreed", an accepted invitation, an instruction given.</summary>
    Agreed,
    /// <summary>One side says that it will.</summary>
    Announced,
    /// <summary>Proposed by one side.</summary>
    Proposed,
    /// <summary>Considered.</summary>
    Considered,
    /// <summary>Discussed; as strong as considered.</summary>
    Discussed,
    /// <summary>Noted, hoped for, emphasised.</summary>
    Noted,
}

/// <summary>What kind of evidence something is. Fulfilment needs a counterparty's confirmation, an official statistic or a document.</summary>
[JsonConverter(typeof(CamelCaseEnum<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>Thanks. "Thanked for" is not delivered.</summary>
    Acknowledgement,
    /// <summary>The obligor says so itself.</summary>
    SelfReport,
    /// <summary>The other side confirms it.</summary>
    CounterpartyConfirmation,
    /// <summary>An official statistic shows it.</summary>
    OfficialStatistic,
    /// <summary>A signed text, a certificate.</summary>
    Document,
    /// <summary>Somebody else reports it.</summary>
    ThirdParty,
}

/// <summary>How far something has come, in the terms of the Open Government Partnership's reviewers.</summary>
[JsonConverter(typeof(CamelCaseEnum<Completion>))]
public enum Completion
{
    /// <summary>Nothing can be found about it.</summary>
    NoEvidence,
    /// <summary>Not begun.</summary>
    NotStarted,
    /// <summary>Begun, little done.</summary>
    Limited,
    /// <summary>Most of it done.</summary>
    Substantial,
    /// <summary>Done.</summary>
    Complete,
}

/// <summary>Whether an assessment is of the way or of the end.</summary>
[JsonConverter(typeof(CamelCaseEnum<AssessmentStage>))]
public enum AssessmentStage
{
    /// <summary>On the way.</summary>
    Interim,
    /// <summary>At the end.</summary>
    Final,
}

/// <summary>What may be said with an undertaking, or not.</summary>
[JsonConverter(typeof(CamelCaseEnum<CommitmentMember>))]
public enum CommitmentMember
{
    /// <summary>How much.</summary>
    Quantity,
    /// <summary>By when.</summary>
    Deadline,
    /// <summary>That it is owed again and again.</summary>
    Recurs,
    /// <summary>The framework it belongs to.</summary>
    Framework,
    /// <summary>The issue area it belongs to.</summary>
    Area,
    /// <summary>Who said it.</summary>
    Speaker,
}
