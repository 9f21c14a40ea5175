import { expect, test } from 'vitest'
import { shortestPassword } from '#domain/password.ts'
import { commonestPasswords } from './common-passwords.ts'

test('the commonest passwords are known, three thousand and more of them as long as one must be', async () => {
  const commonest = await commonestPasswords()
  for (const one of ['password', 'password1234', '123qweasdzxc', 'administrator'])
    expect(commonest).toContain(one)
  expect([...commonest].filter((one) => one.length >= shortestPassword).length).toBeGreaterThan(40_000)
  expect(commonest).not.toContain('')
  expect(commonest).not.toContain('pear tree by the gate')
})
