import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import type { Timetable } from '../timetable-queries.ts'
import { NextReading } from './next-reading.tsx'
import { TimetableForm } from './timetable-form.tsx'

type TimetableSectionProps = { timetable: Timetable; canChange: boolean }

/** How often the organisation is read by itself and when next, with the form for whoever may change it. */
export async function TimetableSection({ timetable, canChange }: TimetableSectionProps) {
  const t = await getTranslations('readings.timetable')
  const { hours } = timetable
  return (
    <Section
      title={t('title')}
      note={
        <>
          {hours > 0 ? t('note') : null} <NextReading timetable={timetable} />
        </>
      }
    >
      {canChange ? (
        <TimetableForm hours={hours} />
      ) : (
        <DefinitionList
          items={[{ id: 'interval', term: t('interval'), description: t('every', { hours }) }]}
        />
      )}
    </Section>
  )
}
