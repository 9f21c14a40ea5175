import { type Counted, type Kind, kinds, type Whose, whose } from './catalogue/vocabulary.ts'
import type { Source } from './grade.ts'
import type { Service } from './service.ts'

/** A field that goes over a service: of how many it is, null where that is not counted, which is never zero. */
export type FlowField = { kind: string; whose: Whose; counted: Counted; count: number | null; source: Source }

/** Fields of one kind that go over one service and are about the same: a band of the flow picture. */
export type FlowBand = {
  service: Service
  kind: Kind
  whose: Whose
  fields: number
  /** How many the widest of them concerns; null where nothing is counted. */
  count: number | null
  /** Of another of its fields it is not known whom that concerns. */
  isAtLeast: boolean
  counted: Counted
  source: Source
  isHalfStopped: boolean
}

type Flowing = { service: Service; isHalfStopped: boolean; fields: readonly FlowField[] }

/** The bands of services through which data goes to Apple, or may, in the order of the picture's columns. */
export const bandsOf = (flowing: readonly Flowing[]): FlowBand[] =>
  flowing.flatMap((each) =>
    kinds.flatMap((kind) => whose.flatMap((about) => bandOf(each, kind, about) ?? [])),
  )

const bandOf = ({ service, isHalfStopped, fields }: Flowing, kind: Kind, about: Whose): FlowBand | null => {
  const own = fields.filter((field) => field.kind === kind && field.whose === about)
  const [widest] = own.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1))
  if (!widest) return null
  const { counted, count, source } = widest
  const isAtLeast = count !== null && own.some((field) => field.count === null)
  return { service, kind, whose: about, fields: own.length, isHalfStopped, counted, count, isAtLeast, source }
}
