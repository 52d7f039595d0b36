create function app.optout_settings_of(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'acknowledges', coalesce(s.acknowledges, true),
    'opt_out_text', coalesce(s.opt_out_text, 'Pronto, você não receberá mais mensagens automáticas da ' || t.name || '. Para voltar, responda VOLTAR.'),
    'opt_in_text', coalesce(s.opt_in_text, 'Que bom ter você de volta! Você voltará a receber as mensagens da ' || t.name || '. Para parar, responda SAIR.'))
  from public.tenants t left join public.conversation_optout_settings s on s.tenant_id = t.id
  where t.id = p_tenant_id;
$$;
comment on function app.optout_settings_of(uuid) is
  'What a clinic answers to an opt-out or opt-in: {acknowledges, opt_out_text, opt_in_text}, with the texts that every clinic has at first.';
revoke execute on function app.optout_settings_of(uuid) from public, anon, authenticated;
