import '../../adapters/one/src/index.js'
