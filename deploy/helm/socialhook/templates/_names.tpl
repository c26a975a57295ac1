{{- define "socialhook.labels" -}}
app.kubernetes.io/name: {{ .Release.Name }}
{{- end }}

{{- define "socialhook.secret" -}}
{{ .Values.secret | default .Release.Name }}
{{- end }}

{{- define "socialhook.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}
