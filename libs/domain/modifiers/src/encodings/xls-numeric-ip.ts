import { textOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Puts the dots back into IP addresses a spreadsheet took for numbers; everything else stays. */
export const xlsNumericIp = defineModifier({
  type: 'director.xls-numeric-ip',
  title: 'Fix an IP address formatted as a number',
  description: 'Turns ten to twelve digits into a dotted address, three digits to a group from the right',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return value
    const [, ...groups] = /^(\d{1,3})(\d{3})(\d{3})(\d{3})$/.exec(textOf(value)) ?? []
    return groups.length === 0 ? value : groups.join('.')
  },
})
