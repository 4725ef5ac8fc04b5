#include <Python.h>
#include <frameobject.h>

static PyObject *
current_line(PyObject *self, PyObject *unused)
{
    PyThreadState *tstate = PyThreadState_GET();
    PyFrameObject *frame = tstate->frame;
    if (frame == NULL || tstate->use_tracing)
        Py_RETURN_NONE;
#if PY_VERSION_HEX < 0x030b0000
    PyCodeObject *code = frame->f_code;
#else
    PyCodeObject *code = PyFrame_GetCode(frame);
#endif
    return PyEval_CallObject(self, code->co_name);
}
