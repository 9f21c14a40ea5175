import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { DeviceDetail } from '../device-detail.ts'

/** What Intune says of a device, each word behind the mark of the reading that last saw it. */
export async function DeviceFacts({ device }: { device: DeviceDetail }) {
  const t = await getTranslations()
  const { described } = device
  const system = [device.operatingSystem, device.osVersion].filter((part) => part !== null).join(' ')
  const supervised =
    device.isSupervised === null ? null : t(device.isSupervised ? 'connections.yes' : 'connections.no')
  const worded = (list: string, value: string | null) =>
    value !== null && t.has(`devices.${list}.${value}`) ? t(`devices.${list}.${value}`) : value
  const facts = [
    { id: 'serial', description: device.serial ?? t('devices.noSerial'), mono: true },
    { id: 'intuneId', description: device.intuneId ?? t('devices.neverEnrolled'), mono: true },
    { id: 'name', description: device.name },
    { id: 'model', description: device.model },
    { id: 'system', description: system === '' ? null : system },
    { id: 'ownership', description: worded('ownership', device.ownership) },
    { id: 'enrolmentType', description: worded('enrolmentType', device.enrolmentType) },
    { id: 'supervised', description: supervised },
    { id: 'managementState', description: worded('managementState', device.managementState) },
  ] as const
  return (
    <DefinitionList
      items={[
        ...facts.map(({ description, ...fact }) => {
          const said = description ?? t('shares.notGiven')
          return {
            ...fact,
            term: t(`devices.fact.${fact.id}`),
            description: described ? (
              <Graded source={described.source} reading={described.reading}>
                {said}
              </Graded>
            ) : (
              said
            ),
          }
        }),
        { id: 'tenant', term: t('shares.tenant'), description: device.tenant },
      ]}
    />
  )
}
