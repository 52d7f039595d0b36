create function app.campaign_fills(p_clinic text, p_name text)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('nome', coalesce(nullif(split_part(p_name, ' ', 1), ''), 'tudo bem'), 'nome_completo', coalesce(p_name, ''), 'clinica', p_clinic);
$$;
comment on function app.campaign_fills(text, text) is
  'The variables of a recipient, as they are frozen when the campaign starts.';
revoke execute on function app.campaign_fills(text, text) from public, anon, authenticated;
