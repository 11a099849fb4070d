#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
