/* A disk that takes its time: every sync is late by SLOW_MICROS. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait(void) {
	const char *micros = getenv("SLOW_MICROS");
	usleep(micros ? atoi(micros) : 5000);
}

int fsync(int file) {
	wait();
	return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
	wait();
	return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(file);
}
