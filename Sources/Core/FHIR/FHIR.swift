// FHIR R4 resources that the house speaks. Pure, no I/O. For now what names a structure; the rest comes later.
