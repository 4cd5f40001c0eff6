#!/usr/bin/env node
// The command `director`. Plain JavaScript: it has to explain itself before anything is built.
import { existsSync } from 'node:fs'
import module from 'node:module'

const USAGE = 2
const LEAST_NODE = [20, 19]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const program = new URL('../dist/apps/cli/src/main.js', import.meta.url)

if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
  refuse(`Node.js ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`)
} else if (!existsSync(program)) {
  refuse('not built yet. Run `npm ci` and `npm run build` first, or `npm start`, which does both')
} else {
  // Keeps compiled code between calls (Node.js 22 and newer): every later call starts faster.
  module.enableCompileCache?.()
  await import(program.href)
}

function refuse(reason) {
  process.stderr.write(`director: ${reason}\n`)
  process.exitCode = USAGE
}
