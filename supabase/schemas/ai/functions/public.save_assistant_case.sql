create function public.save_assistant_case(p_tenant_id uuid, p_case_id uuid, p_text text, p_expected jsonb)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_text text := nullif(btrim(app.normalize_lines(p_text)), '');
  v_expected jsonb := jsonb_strip_nulls(jsonb_build_object('intent', p_expected -> 'intent', 'handoff', p_expected -> 'handoff', 'note', p_expected -> 'note',
    'document_id', p_expected -> 'document_id'));
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_text is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_text) > 4000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '4000';
  elsif p_case_id is null then
    raise sqlstate 'PT400' using message = 'id_missing';
  elsif jsonb_typeof(p_expected) is distinct from 'object'
    or coalesce(p_expected ->> 'intent', 'faq') not in ('create_lead', 'schedule', 'check_order', 'catalog', 'faq', 'handoff', 'none')
    or coalesce(jsonb_typeof(p_expected -> 'handoff'), 'boolean') <> 'boolean' or char_length(p_expected ->> 'note') > 1000
  then
    raise sqlstate 'PT400' using message = 'invalid_assistant_case';
  elsif v_expected ? 'document_id' and not exists (
    select from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = app.typed_id(v_expected ->> 'document_id') and d.deleted_at is null)
  then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  insert into public.ai_cases (tenant_id, id, text, expected, created_by)
  values (p_tenant_id, p_case_id, v_text, v_expected, auth.uid())
  on conflict (tenant_id, id) do update set text = excluded.text, expected = excluded.expected, archived_at = null;
  return p_case_id;
end;
$$;
comment on function public.save_assistant_case(uuid, uuid, text, jsonb) is
  'Caller: owner, admin, supervisor. Writes or changes a labelled message: p_expected {intent: create_lead | schedule | check_order | catalog | faq | handoff | none, handoff: boolean, note, document_id: of the knowledge, which the answer has to cite}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 empty_body, PT400 body_too_long, PT400 id_missing, PT400 invalid_assistant_case, PT404 ai_document_not_found.';
revoke execute on function public.save_assistant_case(uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.save_assistant_case(uuid, uuid, text, jsonb) to authenticated;
