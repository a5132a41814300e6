/* The words of JSON: where a string or a number ends, what is wrong with it, what its escapes mean. For the
 * files of json only. */
#ifndef FORMS_JSON_SCAN_H
#define FORMS_JSON_SCAN_H

#include "forms/err.h"

#include <stdint.h>

/* Why a word was refused, and at which byte. */
struct json_fault {
    const char *at;
    enum err_code code;
    char text[300];
};

bool json_fault_set(struct json_fault *f, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* p stands on the opening quote; returns what follows the closing one, or NULL. */
const char *json_scan_string(const char *p, const char *end, bool *escaped, struct json_fault *f);
/* p stands on a digit or a minus. */
const char *json_scan_number(const char *p, const char *end, struct json_fault *f);
/* What is meant by something that begins no value, in words. */
bool json_fault_no_value(struct json_fault *f, const char *p, const char *end);

/* Reads one character of a string that has been scanned, escape or not; returns what follows it. */
const char *json_unescape(const char *p, const char *end, char out[4], size_t *len);

#endif
