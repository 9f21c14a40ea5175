import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AuditHead,
  auditKinds,
  chain,
  commit,
  firstHead,
  type StoredLink,
  verifyChain,
} from './audit.ts'

const organisation = '0192b6a0-0000-7000-8000-000000000001'
const actor = { kind: 'member', id: '0192b6a0-0000-7000-8000-000000000002' } as const

const linksOf = (facts: string[]): StoredLink[] => {
  const links: StoredLink[] = []
  let head: AuditHead = firstHead
  for (const [index, fact] of facts.entries()) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, index))
    const kind = 'reading.requested'
    const link = chain(
      head,
      organisation,
      actor,
      at,
      { kind, subject: { kind: 'reading', id: String(index) }, facts: { fact } },
      null,
    )
    links.push({ ...link, at, kind })
    head = link
  }
  return links
}
const someFacts = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 12 })

describe('the audit chain', () => {
  test('an untouched chain verifies to its last link', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const links = linksOf(facts)
        expect(verifyChain(firstHead, links)).toEqual({ sequence: facts.length, hash: links.at(-1)?.hash })
      }),
    )
  })

  test('verifying in batches is the same as verifying at once', () => {
    const links = linksOf(['a', 'b', 'c', 'd', 'e'])
    const half = verifyChain(firstHead, links.slice(0, 3))
    if ('fault' in half) throw new Error('unexpected')
    expect(verifyChain(half, links.slice(3))).toEqual(verifyChain(firstHead, links))
  })

  test('any single changed body is found where it is', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, pick) => {
        const links = linksOf(facts)
        const at = pick % links.length
        const forged = links.map((link, index) => (index === at ? { ...link, body: `${link.body} ` } : link))
        expect(verifyChain(firstHead, forged)).toEqual({ sequence: at + 1, fault: 'bodyChanged' })
      }),
    )
  })

  test.each([
    ['time', { at: new Date(0) }],
    ['kind', { kind: 'reading.finished' }],
  ])('another %s beside the body is found where it is', (_, change) => {
    const links = linksOf(['a', 'b', 'c'])
    const forged = links.map((link, index) => (index === 1 ? { ...link, ...change } : link))
    expect(verifyChain(firstHead, forged)).toEqual({ sequence: 2, fault: 'columnChanged' })
  })

  test('any deleted link is found where it was, unless it was the last', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, pick) => {
        const links = linksOf(facts)
        const at = pick % (links.length - 1)
        expect(verifyChain(firstHead, links.toSpliced(at, 1))).toEqual({ sequence: at + 1, fault: 'missing' })
      }),
    )
  })

  test('a link replaced by one of another chain does not fit', () => {
    const links = linksOf(['a', 'b', 'c'])
    const other = linksOf(['x', 'b', 'c'])
    const second = other[1]
    if (!second) throw new Error('unexpected')
    expect(verifyChain(firstHead, links.with(1, second))).toEqual({ sequence: 2, fault: 'linkBroken' })
  })

  test('the same details under another salt give another commitment', () => {
    const personal = { actor: 'Karen Lind' }
    const one = commit(personal, randomBytes(16))
    const two = commit(personal, randomBytes(16))
    expect(one.detail).toBe(two.detail)
    expect(one.commitment).not.toBe(two.commitment)
    expect(one.commitment).not.toContain('Karen')
  })

  test('kinds are nouns of the product with a past verb', () => {
    for (const kind of auditKinds) expect(kind).toMatch(/^[a-z][A-Za-z]+\.[a-z][A-Za-z]+$/)
    expect(new Set(auditKinds).size).toBe(auditKinds.length)
  })
})
