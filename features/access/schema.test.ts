import { describe, expect, test } from 'vitest'
import { foundingInput, invitationInput, joiningInput, passwordInput, removalInput } from './schema.ts'

const joining = {
  token: 'abc',
  name: 'Ida Krogh',
  login: 'ida@lindegaard.example',
  password: 'pear tree by the gate',
  repeated: 'pear tree by the gate',
}

const mistakes = (result: ReturnType<typeof joiningInput.safeParse>) =>
  result.success ? [] : result.error.issues.map((issue) => [issue.path[0], issue.code, issue.message])

describe('joining', () => {
  test('takes what the form sends, without the spaces around it', () => {
    expect(joiningInput.parse({ ...joining, name: '  Ida Krogh ' }).name).toBe('Ida Krogh')
  })

  test('keeps a password letter by letter', () => {
    const password = '  spaces count here  '
    expect(joiningInput.parse({ ...joining, password, repeated: password }).password).toBe(password)
  })

  test('refuses a password of fewer than twelve characters as too short', () => {
    const given = { ...joining, password: 'eleven char', repeated: 'eleven char' }
    const [mistake] = joiningInput.safeParse(given).error?.issues ?? []
    expect(mistake).toMatchObject({ code: 'too_small', minimum: 12, path: ['password'] })
  })

  test.each([
    [
      'two different passwords',
      { repeated: 'pear tree by the well' },
      ['repeated', 'custom', 'passwordsDiffer'],
    ],
    [
      'a name that turns the writing',
      { name: 'Ida\u202e Krogh' },
      ['name', 'invalid_format', 'nameCharacters'],
    ],
    ['a name of two lines', { name: 'Ida\nKrogh' }, ['name', 'invalid_format', 'nameCharacters']],
    ['a sign-in name with a space', { login: 'ida krogh' }, ['login', 'invalid_format', 'loginCharacters']],
  ])('names its own sentence for %s', (_what, fields, mistake) => {
    expect(mistakes(joiningInput.safeParse({ ...joining, ...fields }))).toEqual([mistake])
  })

  test('founding asks for a country that exists', () => {
    const founding = { ...joining, organisationName: 'Lindegaard Group' }
    expect(foundingInput.safeParse({ ...founding, country: 'DK' }).success).toBe(true)
    expect(foundingInput.safeParse({ ...founding, country: 'XX' }).success).toBe(false)
    expect(foundingInput.safeParse({ ...founding, country: '' }).success).toBe(false)
  })
})

test('a password that is shown again is no longer than one may be', () => {
  const [longest, longer] = ['x'.repeat(200), 'x'.repeat(201)]
  const next = { password: joining.password, repeated: joining.password }
  for (const [current, is] of [
    [longest, true],
    [longer, false],
  ] as const) {
    expect(removalInput.safeParse({ current }).success).toBe(is)
    expect(passwordInput.safeParse({ current, ...next }).success).toBe(is)
  }
})

describe('an invitation’s last day', () => {
  test('is a day, in no time zone yet', () => {
    expect(invitationInput.parse({ role: 'auditor', lastDay: '2027-02-28' }).lastDay).toBe('2027-02-28')
  })

  test('may be left open', () => {
    expect(invitationInput.parse({ role: 'admin', lastDay: '' }).lastDay).toBeNull()
  })

  test.each(['2027-02-30', '31/05/2027', 'tomorrow'])('%s is no day', (lastDay) => {
    expect(invitationInput.safeParse({ role: 'admin', lastDay }).error?.issues[0]?.message).toBe('date')
  })
})
