import { describe, expect, it } from 'vitest'
import { applyingTo, isReviewOverdue, legalFacts, type StatedLegalFact } from './legal-fact.ts'
import { shippedLegalFacts } from './shipped-legal-facts.ts'

const stated = (fields: Partial<StatedLegalFact>): StatedLegalFact => ({
  key: 'recipient.euEea',
  version: 1,
  deed: 'changed',
  value: { entity: 'Apple Example Ltd.', locality: null, country: 'IE' },
  basis: 'Agreement of 2026, clause 3',
  shippedBasis: null,
  edition: '2026-11',
  checkedOn: '2026-11-20',
  reviewBy: '2027-11-20',
  note: null,
  statedBy: 'Karen',
  statedAt: new Date('2026-11-20T10:00:00Z'),
  ...fields,
})
const recipientIn = (country: string, versions: StatedLegalFact[]) =>
  applyingTo(country, legalFacts(country, versions)).recipient

describe('the facts of a country', () => {
  it.each([
    ['DK', 'recipient.euEea', 'transfer.euEea'],
    ['US', 'recipient.US', 'transfer.US'],
    ['GB', 'recipient.GB', 'transfer.GB'],
  ])('of %s are those that hold there', (country, recipient, transfer) => {
    const applying = applyingTo(country, legalFacts(country))
    expect(Object.values(applying).map(({ key }) => key)).toEqual([
      recipient,
      transfer,
      'deletion',
      'role',
      'contract',
      `authority.${country}`,
    ])
  })

  it('come first, and every shipped one is there once', () => {
    const keys = legalFacts('JP').map(({ key }) => key)
    const here = ['recipient.JP', 'transfer.JP', 'deletion', 'role', 'contract', 'authority.JP']
    expect(keys.slice(0, 6)).toEqual(here)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toContain('recipient.euEea')
  })

  it('say nothing of role and contract until the organisation does', () => {
    const { role, contract } = applyingTo('DK', legalFacts('DK'))
    for (const fact of [role, contract]) {
      expect(fact).toMatchObject({ value: null, toBeChecked: false, source: { grade: 'unverifiable' } })
      expect(isReviewOverdue(fact, '2999-01-01')).toBe(false)
    }
  })
})

describe('what an organisation states', () => {
  it('stands on top of what is shipped, in its latest version', () => {
    const versions = [stated({ version: 2, basis: 'newer' }), stated({})]
    expect(recipientIn('DK', versions)).toMatchObject({
      version: 2,
      deed: 'changed',
      basisWords: 'newer',
      toBeChecked: false,
      source: { grade: 'stated', by: 'Karen', at: '2026-11-20T10:00:00.000Z' },
    })
  })

  it('of another country changes nothing here', () => {
    expect(recipientIn('US', [stated({})])).toMatchObject({ version: 0, toBeChecked: true })
  })

  it('of a country that nothing is shipped for is known from then on', () => {
    const own = stated({ key: 'recipient.GB' })
    expect(recipientIn('GB', [own]).value).toEqual(own.value)
  })

  it('is the shipped fact again once that is put back, to be checked', () => {
    const versions = [stated({}), stated({ version: 2, deed: 'restored', value: null })]
    expect(recipientIn('DK', versions)).toMatchObject({
      version: 2,
      deed: 'restored',
      toBeChecked: true,
      value: { entity: 'Apple Distribution International Ltd.' },
      source: { by: shippedLegalFacts.recordedBy },
    })
  })

  it.each([
    ['as it is shipped still', {}, false],
    ['with another value', { value: { entity: 'Apple Example Ltd.', locality: null, country: 'IE' } }, true],
    ['with another basis', { shippedBasis: 'reports.legal.basis.earlier' }, true],
    ['with a basis of its own', { shippedBasis: null, basis: 'clause 3' }, false],
  ])('and confirmed from an earlier edition %s keeps what it rested on', (_, fields, isOtherwise) => {
    const [shipped] = shippedLegalFacts.recipients
    const confirmed = stated({
      deed: 'confirmed',
      value: { entity: shipped?.entity, locality: shipped?.locality, country: shipped?.country },
      basis: null,
      shippedBasis: shippedLegalFacts.recipientBasis,
      edition: '2025-03',
      ...fields,
    })
    expect(recipientIn('DK', [confirmed])).toMatchObject({
      edition: '2025-03',
      basis: confirmed.shippedBasis,
      basisWords: confirmed.basis,
      isShippedOtherwise: isOtherwise,
    })
  })

  it('that cannot be understood is nothing, rather than wrong', () => {
    expect(recipientIn('DK', [stated({ value: { entity: 7 } })]).value).toBeNull()
  })
})

it.each([
  ['2027-05-22', '2027-05-22', false],
  ['2027-05-22', '2027-05-23', true],
  [null, '2027-05-23', false],
])('to be looked at by %s, on %s overdue is %s', (reviewBy, today, overdue) => {
  expect(isReviewOverdue({ reviewBy }, today)).toBe(overdue)
})
