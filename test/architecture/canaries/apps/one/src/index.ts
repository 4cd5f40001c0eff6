import '../../two/src/index.js'
