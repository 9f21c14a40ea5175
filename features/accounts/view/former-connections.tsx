import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { ServedConnections, type ServedConnectionsProps } from './served-connections.tsx'

/** The connections that named an account once and no longer do, and what they have named since. */
export async function FormerConnections(props: Omit<ServedConnectionsProps, 'label'>) {
  const t = await getTranslations('accounts')
  const { connections } = props
  if (connections.length === 0) return null
  return (
    <Section
      title={t('formerlyTitle')}
      note={t('formerlyNote', { count: connections.length, since: namedSince(connections) })}
    >
      <ServedConnections {...props} label={t('formerlyTitle')} />
    </Section>
  )
}

const namedSince = (connections: readonly ConnectionSummary[]): 'another' | 'none' | 'either' => {
  const named = connections.filter(({ account }) => account !== null).length
  if (named === connections.length) return 'another'
  return named === 0 ? 'none' : 'either'
}
