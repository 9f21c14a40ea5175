import { describe, expect, it, test } from 'vitest'
import { decideInput, deletionInput, keepingInput, remainderInput } from './schema.ts'

const id = '6f1c2f0e-3a0b-4c55-9d2b-0f5a4f1f7c11'
const notes = [
  [
    'an approval',
    decideInput,
    { offboarding: id, approval: id, decision: 'approved', opinions: '0' },
    'note',
  ],
  ['a remainder', remainderInput, { offboarding: id, position: '1' }, 'why'],
  [
    'a deletion',
    deletionInput,
    { offboarding: id, account: id, deletedOn: '2026-11-22', seen: 'on' },
    'note',
  ],
  [
    'a kept account',
    keepingInput,
    { offboarding: id, of: id, isOwn: 'false', stillUsedBy: 'x', reviewOn: '2027-01-31' },
    'why',
  ],
] as const

describe('the reason given for', () => {
  it.each(notes)('%s is kept whole up to 2,000 characters and refused beyond, never cut', (...note) => {
    const [, schema, rest, field] = note
    const parse = (length: number) => schema.safeParse({ ...rest, [field]: 'x'.repeat(length) })
    expect(parse(2000)).toMatchObject({ success: true, data: { [field]: 'x'.repeat(2000) } })
    expect(parse(2001)).toMatchObject({
      success: false,
      error: { issues: [{ code: 'too_big', maximum: 2000, path: [field] }] },
    })
    expect(schema.safeParse({ ...rest, [field]: 'x'.repeat(2001) }).error?.issues[0]?.message).not.toBe(
      'required',
    )
  })
})

describe('what is missing', () => {
  it.each(['', undefined])('is called needed: %j', (why) => {
    const { error } = remainderInput.safeParse({ offboarding: id, position: '1', why })
    expect(error?.issues).toMatchObject([{ path: ['why'], message: 'required' }])
  })
})

test('an account is kept only by whoever says whose it is', () => {
  const kept = { offboarding: id, of: id, why: 'It buys apps.', stillUsedBy: 'x', reviewOn: '2027-01-31' }
  expect(keepingInput.safeParse({ ...kept, isOwn: 'true' }).data?.isOwn).toBe(true)
  expect(keepingInput.safeParse(kept).error?.issues).toMatchObject([{ path: ['isOwn'], message: 'required' }])
})

test('a deletion is stated only by whoever says that they have seen it', () => {
  const stated = { offboarding: id, account: id, deletedOn: '2026-11-22', note: 'Apple wrote.' }
  expect(deletionInput.safeParse({ ...stated, seen: 'on' }).success).toBe(true)
  expect(deletionInput.safeParse(stated).error?.issues).toMatchObject([
    { path: ['seen'], message: 'required' },
  ])
})
