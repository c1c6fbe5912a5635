export const modules = [
	healthModule,
	userModule,
	postModule,
];
function f() {
	return 1;
}
