import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '#features/access/guard.ts'
import { movedDevices } from '#features/readings/difference-lists.ts'
import { movedHref } from '#features/readings/view/difference-links.ts'
import { MovedDevicesTable } from '#features/readings/view/moved-lists.tsx'
import { orNotFound } from '../../../../../../or-not-found.ts'
import { askedOver, type ListProps } from '../../list-query.ts'
import { MovedList } from '../../moved-list.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('readings.difference'))('devicesTitle') }
}

export default async function MovedDevicesPage(props: ListProps) {
  const actor = await requireActor('devices:read')
  const asked = await askedOver(props)
  const page = await orNotFound(movedDevices(actor, asked))
  const t = await getTranslations('readings.difference')
  const { connectionId: connection, way } = asked
  return (
    <MovedList
      title={t(`list.devices.${way}`, { connection: page.connection })}
      page={page}
      path={movedHref(page, { list: 'devices', connection, way })}
      isBeginning={asked.after === null}
    >
      <MovedDevicesTable devices={page.rows} />
    </MovedList>
  )
}
