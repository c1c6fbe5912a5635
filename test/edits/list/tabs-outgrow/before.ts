export function f() {
	const modules: readonly Module[] = [healthModule, userModule, commentModule, tagModule];
	return modules;
}
