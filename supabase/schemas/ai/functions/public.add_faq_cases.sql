create function public.add_faq_cases(p_tenant_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_added integer;
begin
  perform app.require_assistant_leader(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('ai_cases ' || p_tenant_id::text, 0));
  insert into public.ai_cases (tenant_id, text, expected, created_by)
  select p_tenant_id, f.question, jsonb_build_object('handoff', false, 'document_id', f.document_id), auth.uid() from app.faq_questions(p_tenant_id) f;
  get diagnostics v_added = row_count;
  return v_added;
end;
$$;
comment on function public.add_faq_cases(uuid) is
  'Caller: owner, admin, supervisor. Makes cases of the questions of the clinic''s FAQ that are none yet: each has to be answered from its document. Answers how many, 50 at most at once; said again it adds none twice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.add_faq_cases(uuid) from public, anon, authenticated;
grant execute on function public.add_faq_cases(uuid) to authenticated;
