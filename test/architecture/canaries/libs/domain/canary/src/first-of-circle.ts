import { second } from './second-of-circle.js'
export const first = second
