package main

import (
	"context"
	"io"
	"log/slog"
	"strings"
)

// newHandler writes messages for a person, one line each ("backpay: ..."), or
// JSON for a machine. A quiet run prints errors only.
func newHandler(w io.Writer, format string, quiet bool) slog.Handler {
	level := slog.LevelInfo
	if quiet {
		level = slog.LevelError
	}
	if format == "json" {
		return slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level})
	}
	return lineHandler{w, level}
}

// lineHandler prints "backpay: message", without time, level and fields: the
// message says all to a person, fields are for machines.
type lineHandler struct {
	w     io.Writer
	level slog.Level
}

func (h lineHandler) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

func (h lineHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString("backpay: ")
	if r.Level == slog.LevelWarn {
		b.WriteString("warning: ")
	}
	b.WriteString(oneLine(r.Message))
	b.WriteByte('\n')
	_, err := io.WriteString(h.w, b.String())
	return err
}

func (h lineHandler) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h lineHandler) WithGroup(string) slog.Handler      { return h }

// oneLine keeps what comes from outside from breaking a message into two, or
// from steering a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) {
			return ' '
		}
		return r
	}, strings.TrimSpace(s))
}
