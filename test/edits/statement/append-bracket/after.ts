const a = b
;(async () => {})()
