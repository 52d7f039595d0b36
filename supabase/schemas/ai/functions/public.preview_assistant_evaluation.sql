create function public.preview_assistant_evaluation(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_standard integer := (select count(*) from app.ai_standard_cases);
  v_own integer;
  v_sources integer;
  v_open integer;
  v_each numeric;
begin
  perform app.require_assistant_leader(p_tenant_id);
  select count(*) filter (where (c.expected - 'note') <> '{}'), count(*) filter (where c.expected ? 'document_id'), count(*) filter (where (c.expected - 'note') = '{}')
  into v_own, v_sources, v_open
  from public.ai_cases c where c.tenant_id = p_tenant_id and c.archived_at is null;
  v_own := least(v_own, 500);
  v_each := coalesce(
    (select r.cost_microcents::numeric / r.done from public.ai_evaluation_runs r
      where r.tenant_id = p_tenant_id and r.done > 0 order by r.created_at desc limit 1),
    (select avg(t.cost_microcents) from (
      select x.cost_microcents from public.ai_turns x where x.tenant_id = p_tenant_id and x.cost_microcents is not null order by x.opened_at desc, x.id desc limit 100) t));
  return jsonb_build_object('standard', v_standard, 'own', v_own, 'sources', v_sources, 'unlabelled', v_open, 'faq', (select count(*) from app.faq_questions(p_tenant_id)),
    'cost_microcents', ceil(v_each * (v_standard + v_own)));
end;
$$;
comment on function public.preview_assistant_evaluation(uuid) is
  'Caller: owner, admin, supervisor. What an evaluation would take: {standard: cases of ours, own: cases of the clinic that say what is right, sources: of those, with a document, unlabelled: that do not say it yet and are left out, faq: questions of the clinic''s FAQ that add_faq_cases would add, cost_microcents: as the last one cost, or the last turns; null: not known}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.preview_assistant_evaluation(uuid) from public, anon, authenticated;
grant execute on function public.preview_assistant_evaluation(uuid) to authenticated;
