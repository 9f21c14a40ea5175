/** A field that a service receives, as `rowKey` of the inventory names it: `apns/device_token`. */
export const reviewKey = ({ service, element }: { service: string; element: string }): string =>
  `${service}/${element}`
