create function app.faq_questions(p_tenant_id uuid)
returns table (document_id uuid, question text)
language sql
stable
set search_path = ''
as $$
  select d.id, q.question
  from public.ai_documents d
  cross join lateral (select distinct btrim(m[1]) as question from regexp_matches(d.body, '^#+[ \t]+(.{3,250}?)[ \t]*$', 'gn') m) q
  where d.tenant_id = p_tenant_id and d.kind = 'faq' and d.deleted_at is null and d.live_version is not null
    and not exists (select from public.ai_cases c where c.tenant_id = p_tenant_id and c.text = q.question and c.expected ->> 'document_id' = d.id::text)
  order by d.updated_at desc, d.id, q.question limit 50;
$$;
comment on function app.faq_questions(uuid) is
  'Questions of a clinic''s FAQ that are no cases yet, 50 at most; one that was taken out of the set does not come back.';
revoke execute on function app.faq_questions(uuid) from public, anon, authenticated;
