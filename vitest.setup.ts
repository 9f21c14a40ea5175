import { beforeEach, expect, vi } from 'vitest'

// Whatever complains on the console fails the test, unless the test has looked at it: `vi.mocked(console.error)`,
// assert, `mockClear()`.
beforeEach(() => {
  const complaint = vi.spyOn(console, 'error')
  return () => expect(complaint.mock.calls, 'console.error was called').toEqual([])
})
