import '../../../apps/one/src/index.js'
