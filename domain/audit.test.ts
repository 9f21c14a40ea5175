import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { auditKinds, commit, commits, hashAfter } from './audit.ts'

describe('what is recorded', () => {
  test('the same details under another salt give another commitment', () => {
    const personal = { actor: 'Karen Lind' }
    const one = commit(personal, randomBytes(16))
    const two = commit(personal, randomBytes(16))
    expect(one.detail).toBe(two.detail)
    expect(one.commitment).not.toBe(two.commitment)
    expect(one.commitment).not.toContain('Karen')
  })

  test('a commitment holds for its own salt and details, to the byte and to where they meet', () => {
    const salt = randomBytes(16)
    const { detail, commitment } = commit({ actor: 'Karen Lind' }, salt)
    const hex = salt.toString('hex')
    expect(commits(commitment, hex, detail)).toBe(true)
    expect(commits(commitment, randomBytes(16).toString('hex'), detail)).toBe(false)
    expect(commits(commitment, hex, `${detail} `)).toBe(false)
    expect(commits(commitment, `${hex}7b`, detail.slice(1))).toBe(false)
  })

  test('a hash of bytes and a text is that of both together, however long', () => {
    const salt = randomBytes(16)
    for (const personal of [{ actor: 'Åse 🐟' }, { actor: 'x'.repeat(100_000) }]) {
      const { detail, commitment } = commit(personal, salt)
      expect(hashAfter(salt.toString('hex'), detail)).toBe(commitment)
    }
  })

  test('kinds are nouns of the product with a past verb', () => {
    for (const kind of auditKinds) expect(kind).toMatch(/^[a-z][A-Za-z]+\.[a-z][A-Za-z]+$/)
    expect(new Set(auditKinds).size).toBe(auditKinds.length)
  })
})
