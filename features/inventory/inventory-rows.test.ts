import { expect, test } from 'vitest'
import { elementsOf, textOf } from '#domain/catalogue/catalogue.ts'
import type { ReviewTerms, ReviewVersion } from '#domain/review.ts'
import { groupOf } from '#domain/service.ts'
import { facetNames, facets, type InventoryRow, isSought, type RowsSought } from './inventory-rows.ts'

const adopted = (terms: Partial<ReviewTerms>): ReviewVersion => {
  const by = { by: 'a', name: 'Mette Lindegaard', at: new Date(0) }
  return {
    version: 1,
    terms: {
      ...{ basis: 'publicTask', basisNote: null, retention: null, necessity: 'necessary' },
      ...{ note: null, dpia: null, reviewOn: '2027-01-01', ...terms },
    } as ReviewTerms,
    proposed: by,
    decided: { ...by, decision: 'adopted', note: null },
    ground: { edition: '2023-12', numbers: { devices: null, people: null, administrators: null } },
  }
}

const reviews: InventoryRow['review'][] = [
  null,
  adopted({ basis: 'contract', retention: 'a year' }),
  adopted({}),
  adopted({ retention: '' }),
].map(
  (inForce) =>
    inForce && {
      ...{ state: 'adopted', due: [], inForce, open: null, latest: 1, latestBy: null },
      lastDecision: 'adopted',
      moved: null,
    },
)

const rows = elementsOf(groupOf('vpp')).map(
  (element, at): InventoryRow => ({
    element,
    text: textOf(element.group, element.key, 'en') ?? expect.unreachable(element.key),
    sent: { grade: 'unverifiable', why: 'inventory.why.notRead' },
    population: {
      value: { devices: null, people: null, administrators: null },
      source: at % 2 ? { grade: 'unverifiable', why: '' } : { grade: 'observed', reading: 'r', at: '' },
    },
    ...{ service: 'vpp', state: 'sharing', connections: 1, observedSince: null },
    review: reviews[at % reviews.length] ?? null,
  }),
)
const found = (sought: RowsSought) => rows.filter((row) => isSought(row, sought))

test('the values of a facet share the rows out among them; only a number without a grade is in none', () => {
  for (const facet of facetNames) {
    const all = facets[facet].flatMap((value) => found({ [facet]: value }))
    expect(new Set(all).size, facet).toBe(all.length)
    const without = rows.filter((row) => !all.includes(row))
    expect(
      without.filter(({ element, review }) =>
        facet === 'grade' ? element.counts.of !== 'organisation' : facet !== 'review' || review !== null,
      ),
      facet,
    ).toEqual([])
  }
})

test.each<[RowsSought, (row: InventoryRow) => boolean]>([
  [{ basis: 'contract' }, ({ review }) => review?.inForce?.terms.basis === 'contract'],
  [{ basis: 'unstated' }, ({ review }) => !review],
  [{ retention: 'stated' }, ({ review }) => review?.inForce?.terms.retention === 'a year'],
  [
    { grade: 'observed', identifiability: 'direct' },
    ({ element, population }) =>
      element.counts.of !== 'organisation' &&
      population.source.grade === 'observed' &&
      element.identifiability === 'direct',
  ],
])('%o finds those rows and no others', (sought, isOne) => {
  expect(found(sought)).toEqual(rows.filter(isOne))
})
