using System.Buffers.Text;
using System.Text;

namespace CommitmentTracker.Benchmarks;

/// <summary>Reads one HTTP/1.1 response from whatever pieces the socket gives, with a length or in chunks.</summary>
public sealed class ResponseReader
{
    enum Part { Head, Fixed, ChunkSize, Chunk, ChunkEnd, Trailer }

    readonly byte[] _raw = new byte[32 * 1024];
    byte[] _body = new byte[16 * 1024];
    Part _part;
    int _from, _to, _length, _missing;

    public int Status { get; private set; }

    public ReadOnlySpan<byte> Body => _body.AsSpan(0, _length);

    /// <summary>Where the socket puts the next bytes.</summary>
    public Memory<byte> Free => _raw.AsMemory(_to);

    public void Reset() => (_part, _from, _to, _length) = (Part.Head, 0, 0, 0);

    /// <summary>Takes received bytes in; true when the response is whole.</summary>
    public bool Take(int received)
    {
        _to += received;
        while (true)
        {
            switch (_part)
            {
                case Part.Head:
                    if (!Through("\r\n\r\n"u8, out var head))
                        return false;
                    if (ReadHead(head))
                        return true;
                    break;
                case Part.Fixed:
                    return Copied();
                case Part.ChunkSize:
                    if (!Through("\r\n"u8, out var size))
                        return false;
                    if (!Utf8Parser.TryParse(size, out _missing, out _, 'x'))
                        throw new InvalidDataException("A chunk without a size.");
                    _part = _missing == 0 ? Part.Trailer : Part.Chunk;
                    break;
                case Part.Chunk:
                    if (!Copied())
                        return false;
                    _part = Part.ChunkEnd;
                    break;
                case Part.ChunkEnd:
                    if (!Through("\r\n"u8, out _))
                        return false;
                    _part = Part.ChunkSize;
                    break;
                case Part.Trailer:
                    if (!Through("\r\n"u8, out var trailer))
                        return false;
                    if (trailer.IsEmpty)
                        return true;
                    break;
            }
        }
    }

    // The head is "HTTP/1.1 200 …"; without a length and without chunks (204, 304) the response ends with it.
    bool ReadHead(ReadOnlySpan<byte> head)
    {
        if (!Utf8Parser.TryParse(head[9..], out int status, out _))
            throw new InvalidDataException("Not an HTTP/1.1 response.");
        (Status, _missing, _part) = (status, 0, Part.Fixed);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "Content-Length:"u8))
                _missing = Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out int length, out _) ? length : throw new InvalidDataException("A length that is no number.");
            else if (line.Length > 18 && Ascii.EqualsIgnoreCase(line[..18], "Transfer-Encoding:"u8))
                _part = Part.ChunkSize;
        }
        return _part == Part.Fixed && _missing == 0;
    }

    bool Through(ReadOnlySpan<byte> end, out ReadOnlySpan<byte> before)
    {
        var at = _raw.AsSpan(_from, _to - _from).IndexOf(end);
        before = at < 0 ? default : _raw.AsSpan(_from, at);
        if (at >= 0)
        {
            _from += at + end.Length;
            return true;
        }
        // Keep the unread tail at the front, or a line across two receives would run out of room.
        _raw.AsSpan(_from, _to - _from).CopyTo(_raw);
        (_from, _to) = (0, _to - _from);
        return false;
    }

    bool Copied()
    {
        var now = Math.Min(_missing, _to - _from);
        if (_length + now > _body.Length)
            Array.Resize(ref _body, Math.Max(_body.Length * 2, _length + now));
        _raw.AsSpan(_from, now).CopyTo(_body.AsSpan(_length));
        (_from, _length, _missing) = (_from + now, _length + now, _missing - now);
        if (_from == _to)
            (_from, _to) = (0, 0);
        return _missing == 0;
    }
}
