import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

test('a password opens its own hash and no other', async () => {
  const hash = await hashPassword('a quiet orchard at noon')
  expect(await verifyPassword(hash, 'a quiet orchard at noon')).toBe(true)
  expect(await verifyPassword(hash, 'A quiet orchard at noon')).toBe(false)
})

test('hashes are Argon2id and salted', async () => {
  const [first, second] = await Promise.all([hashPassword('same password'), hashPassword('same password')])
  expect(first).toMatch(/^\$argon2id\$/)
  expect(second).not.toBe(first)
})

test('without a hash every password is wrong', async () => {
  expect(await verifyPassword(undefined, '')).toBe(false)
})
