export function f() {
	const modules: readonly Module[] = [
		healthModule,
		userModule,
		commentModule,
		tagModule,
		postModule,
	];
	return modules;
}
