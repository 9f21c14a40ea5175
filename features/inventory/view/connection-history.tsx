import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { ConnectionEvents, ShownEvent } from '../intune-events.ts'
import { copyWords } from './intune-event-words.ts'
import { IntuneEventsTable } from './intune-events-table.tsx'

/** On a connection's page: who renewed it last, and the newest of what was done to it. */
export async function ConnectionHistory({ history }: { history: ConnectionEvents }) {
  const t = await getTranslations('intuneEvents')
  const { connection, events, all, renewed, copied } = history
  const missing = await copyWords(copied)
  return (
    <Section
      title={t('title')}
      note={missing ?? t('note')}
      aside={
        all > events.length ? (
          <QuietLink href={`/connections/${connection.id}/events`}>{t('all', { count: all })}</QuietLink>
        ) : null
      }
    >
      {renewed ? <Renewal event={renewed} /> : null}
      {events.length > 0 || missing === null ? (
        <IntuneEventsTable label={t('title')} events={events} empty={t('none')} />
      ) : null}
    </Section>
  )
}

async function Renewal({ event: { at, deed, who } }: { event: ShownEvent }) {
  const t = await getTranslations('intuneEvents')
  const longDay = await longDays()
  const by = who === null ? t('by.nobody') : t(`by.${who.kind}`, { name: who.name })
  return (
    <p>{t(deed === 'created' ? 'renewed.created' : 'renewed.renewed', { date: longDay(at), who: by })}</p>
  )
}
