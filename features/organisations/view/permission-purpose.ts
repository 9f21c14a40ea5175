/** Keys of `messages.organisations.connect.purposes`: what each permission that reading needs is for. */
const purposes: Record<string, 'serviceConfig' | 'configuration' | 'apps' | 'devices'> = {
  'DeviceManagementServiceConfig.Read.All': 'serviceConfig',
  'DeviceManagementConfiguration.Read.All': 'configuration',
  'DeviceManagementApps.Read.All': 'apps',
  'DeviceManagementManagedDevices.Read.All': 'devices',
}

export const purposeOf = (permission: string) => purposes[permission]
