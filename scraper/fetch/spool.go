package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
)

// spoolAt is how much of a body is gathered in memory, in bytes. What is
// larger waits in a temporary file until it is known to be within the limit,
// so that bodies without end cost disk for a moment and no memory.
const spoolAt = 1 << 20

type roomKey struct{}

// WithRoom returns a context whose requests call room before a body of more than
// 1 MiB, unpacked, is taken into memory, with its size in bytes: it waits on the
// disk until room returns. An error of room is the request's.
func WithRoom(ctx context.Context, room func(ctx context.Context, size int64) error) context.Context {
	return context.WithValue(ctx, roomKey{}, room)
}

func roomOf(ctx context.Context) func(context.Context, int64) error {
	room, _ := ctx.Value(roomKey{}).(func(context.Context, int64) error)
	return room
}

// gather reads in to its end. With an error comes what fits into memory.
func gather(ctx context.Context, in io.Reader, hint int64) ([]byte, error) {
	var b bytes.Buffer
	if hint > 0 && hint <= spoolAt {
		b.Grow(int(hint) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(in, spoolAt))
	if err != nil || n < spoolAt {
		return b.Bytes(), err
	}
	return gatherLarge(ctx, b.Bytes(), in)
}

func gatherLarge(ctx context.Context, start []byte, in io.Reader) (body []byte, err error) {
	f, err := os.CreateTemp("", "backpay-body-*")
	if err != nil {
		return start, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	n, err := io.Copy(f, in)
	if err != nil {
		return start, err
	}
	if room := roomOf(ctx); n > 0 && room != nil {
		if err := room(ctx, int64(len(start))+n); err != nil {
			return start, err
		}
	}
	body = make([]byte, len(start)+int(n))
	copy(body, start)
	_, err = f.ReadAt(body[len(start):], 0)
	if n == 0 || errors.Is(err, io.EOF) {
		err = nil
	}
	return body, err
}
