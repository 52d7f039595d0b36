create function app.note_asaas_webhook(p_is_interrupted boolean, p_detail text)
returns void
language sql
set search_path = ''
as $$
  update app.asaas_webhook set is_interrupted = p_is_interrupted, detail = left(p_detail, 500), checked_at = now() where only_row;
$$;
comment on function app.note_asaas_webhook(boolean, text) is 'Caller: reconciliation, after asking the provider for its queue; administrators of the service see it. Errors: none.';
revoke execute on function app.note_asaas_webhook(boolean, text) from public, anon, authenticated;
