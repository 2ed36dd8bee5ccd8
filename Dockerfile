# Seatlight's service: built from this checkout, run by somebody who is not root.
FROM python:3.11-slim AS built
WORKDIR /checkout
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements-build.lock requirements-serve.lock ./
RUN pip install --require-hashes --only-binary :all: -r requirements-build.lock
RUN python -m venv /usr/local/seatlight \
    && /usr/local/seatlight/bin/pip install --require-hashes --only-binary :all: -r requirements-serve.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY scripts/page.py scripts/hatch_page.py ./scripts/
COPY page ./page
COPY src ./src
RUN pip wheel --no-deps --no-build-isolation --no-index --wheel-dir /wheels . \
    && /usr/local/seatlight/bin/pip install --no-deps --no-index /wheels/seatlight-*.whl \
    && /usr/local/seatlight/bin/pip uninstall --yes pip setuptools \
    && python -m compileall -q /usr/local/seatlight/lib

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/seatlight --create-home seatlight
COPY --from=built /usr/local/seatlight /usr/local/seatlight
ENV PATH=/usr/local/seatlight/bin:$PATH PYTHONUNBUFFERED=1 XDG_DATA_HOME=/var/lib
USER 10001
WORKDIR /var/lib/seatlight
VOLUME /var/lib/seatlight
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/ready', timeout=2)"]
ENTRYPOINT ["seatlight"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
