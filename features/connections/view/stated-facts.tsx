import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Address } from '#components/address.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { midnightOf } from '#domain/day.ts'
import { kindOf } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { StatedConnection } from '../stated.ts'
import { statedSource } from './stated-source.ts'

type Said = Pick<
  StatedConnection,
  | 'service'
  | 'topic'
  | 'certificateSerial'
  | 'organisationName'
  | 'validFrom'
  | 'expiry'
  | 'origin'
  | 'statedBy'
  | 'statedAt'
> & {
  /** Typed by the member, whatever the file told; left out before it was. */
  appleId?: string | null
}

type Fact = {
  id: string
  term: string
  value: ReactNode
  /** Nobody stated it: there is nobody to cite. */
  isMissing?: boolean
  isTyped?: boolean
  mono?: boolean
}

/** What a member stated of a connection, or is about to, each fact behind its mark. */
export async function StatedFacts({ said }: { said: Said }) {
  const t = await getTranslations('stated')
  const words = await getTranslations()
  const longDay = await longDays()
  const { service, topic, certificateSerial, organisationName, validFrom, expiry, appleId } = said
  const [fromFile, typed] = [await statedSource(said, true), await statedSource(said, false)]
  const facts: Fact[] = [
    { id: 'kind', term: t('fact.kind'), value: words(`connections.kinds.${kindOf(service)}`) },
    ...(appleId === undefined
      ? []
      : [
          {
            id: 'appleId',
            term: t('appleId'),
            value: appleId === null ? words('connections.noAccount') : <Address>{appleId}</Address>,
            isMissing: appleId === null,
            isTyped: true,
          },
        ]),
    {
      id: 'expires',
      term: t('expires'),
      value: expiry ? longDay(midnightOf(expiry.day), 'UTC') : t('noExpiry'),
      isMissing: expiry === null,
    },
    ...(validFrom ? [{ id: 'validFrom', term: t('fact.validFrom'), value: longDay(validFrom) }] : []),
    ...(organisationName
      ? [{ id: 'organisationName', term: t('fact.organisationName'), value: <bdi>{organisationName}</bdi> }]
      : []),
    ...(topic ? [{ id: 'topic', term: t('fact.topic'), value: topic, mono: true }] : []),
    ...(certificateSerial
      ? [{ id: 'serial', term: t('fact.certificateSerial'), value: certificateSerial, mono: true }]
      : []),
  ]
  return (
    <DefinitionList
      items={facts.map(({ value, isMissing = false, isTyped = false, ...fact }) => ({
        ...fact,
        description: isMissing ? value : <Graded source={isTyped ? typed : fromFile}>{value}</Graded>,
      }))}
    />
  )
}
