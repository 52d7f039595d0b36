create function public.get_optout_rules(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'words', (select coalesce(jsonb_agg(jsonb_build_object('word', o.word, 'effect', o.effect) order by o.effect desc, o.word), '[]') from app.opt_words o),
    'keywords', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'word', k.word) order by k.word), '[]')
      from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id),
    'settings', app.optout_settings_of(p_tenant_id));
end;
$$;
comment on function public.get_optout_rules(uuid) is
  'Caller: members. {words: [{word, effect}] of every clinic, keywords: [{id, word}] of this one, settings: {acknowledges, opt_out_text, opt_in_text}}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_optout_rules(uuid) from public, anon, authenticated;
grant execute on function public.get_optout_rules(uuid) to authenticated;
