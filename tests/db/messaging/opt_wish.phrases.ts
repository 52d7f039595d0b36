/** What people write, by what they want; none of it is a row of the labelled set. */
export const phrases = {
  opt_out: `
pára de mandar mensagem
para de me manda msg
parem d mandar zap
n me manda mais nada pf
nao qro mais receber msgs
ñ quero mais receber mensagem
nao kero receber mais nada de vcs
naum quero receber mensagens
me tira da lista pfv
tirem meu numero da lista de vcs
remova meu contato da lista de transmissão
exclua meu número por gentileza, não quero mais avisos
por gentileza, não me enviem mais mensagens
poderiam parar de me enviar mensagens?
vocês podem parar de mandar essas propagandas?
tem como parar de mandar mensagem?
gostaria de não receber mais lembretes
prefiro não receber mensagens
não preciso mais receber esses lembretes
quero me descadastrar da lista
quero me descadastrar
descadastre meu número
descadastrem meu telefone por favor
favor descadastrar
solicito descadastro
peço o cancelamento do envio de mensagens
solicito o cancelamento das mensagens
cancelem as mensagens
cancela essas mensagens ai
cancelar os avisos
desinscrever
quero me desinscrever
unsubscribe me please
pls unsubscribe
please remove my number
don't text me anymore
do not contact me again
take me off this list
stop messaging me
no me manden más mensajes
quítenme de la lista
no quiero más mensajes
apaga meu número daí
apaguem meu contato da lista
retira meu nome da lista de mensagens
me retire da lista, por favor
me exclui da lista de transmissao
me excluam dessa lista
me tirem desse cadastro de mensagens
sair da lista por favor
quero sair dessa lista de transmissão
como faço pra parar de receber essas mensagens?
como eu cancelo essas mensagens?
como faço para sair da lista?
chega de msg
chega de lembrete
chega dessas mensagens
já chega de propaganda
basta de mensagens
parem com as mensagens
para com esses avisos
pare de me incomodar
parem de me perturbar
não me incomodem mais
não me contatem mais
não entrem mais em contato
não quero que me mandem mais mensagens
não quero que vocês me enviem mensagens
nao gostaria de receber propaganda
não tenho interesse em receber ofertas
sem interesse, retirem meu numero da lista
pode parar de mandar
podem parar de mandar msg, obrigada
pode tirar meu número da lista
podem me tirar da lista de vocês?
pode me remover da lista?
quero parar de receber os lembretes da clínica
desejo sair da lista de mensagens
preciso sair dessa lista, recebo mensagem todo dia
não autorizo mensagens
revogo meu consentimento para receber mensagens
SAIR SAIR
Parar 🙏🙏
pare!!!!!!
sairrr
pareee
stoppp
descadastrar por favor, obrigada
remover por favor
remover meu contato da lista
parar de receber mensagens
não mandar mais mensagens
boa noite, sou a Kátia, não faço mais tratamento com vocês, peço que parem de enviar lembretes
oi gente tudo bem? será q dá pra tirar meu cel da lista de vcs? brigada
Prezados, solicito a remoção do meu contato da lista de mensagens.
já falei q não quero mais receber lembrete nenhum
tô recebendo mensagem de vcs todo santo dia, parem por favor de mandar
não sou o paciente, tirem esse número da lista
esse celular é do trabalho, não mandem mais mensagem aqui
não precisa mais me mandar mensagem
não precisam mais mandar lembretes
pode suspender o envio de mensagens
suspendam as mensagens por favor
desativa os lembretes pra mim
quero desativar as notificações
interrompam o envio de mensagens
me apague da lista
não quero ser incomodada com mensagens
tirem-me da lista
risca meu nome da lista de vcs
encerrar mensagens
vocês mandam mensagem demais, parem
parem!!! não aguento mais mensagem
q chato, me tira dessa lista
nao manda mais msg pfvr
não envie mais mensagens para este número
favor não enviar mais mensagens
favor não mandar mais avisos
peço que não me enviem mais mensagens
deixem de me mandar mensagens
não quero receber nada de vocês
não quero nenhuma mensagem de vocês
para de encher meu whatsapp
Pode remover meu telefone da lista de contatos?
Olá, desejo cancelar o recebimento dos avisos
quero deixar de receber as mensagens
gostaria de parar de receber notificações
não desejo mais receber comunicações de vocês
tira eu dessa lista
tira nois da lista
solicito que meu número seja removido da lista
quero que removam meu contato da lista
vcs podem parar com as mensagens?
para de me mandar essas coisas
chega de receber esses avisos todo dia
favor suspender o envio de lembretes
quero deixar de receber comunicados
não quero mais ser incomodado por vocês
me deem paz, parem com as mensagens`,
  opt_in: `
quero voltar a receber mensagens
pode voltar a mandar os lembretes
voltem a me mandar os avisos
reativem os lembretes por favor
quero receber novamente os lembretes
me coloca na lista de novo
me adiciona de novo na lista
voltar pf
retornar por favor
RESTART!
podem voltar a me enviar os avisos
quero receber os lembretes de novo
me inscreva novamente
gostaria de voltar a receber as mensagens da clínica
saí sem querer, quero continuar recebendo os lembretes
pode voltar a me avisar das sessões
quero os lembretes de volta
ativa os lembretes de novo
pode me incluir na lista de novo
volta a mandar os avisos pf`,
  none: `
cancelar
CANCELAR por favor
cancelar sessão
quero cancelar a sessão de sexta
cancela pra mim a de terça
vou cancelar hj, to gripada
pode cancelar o horário das 15h?
cancelar 2
cancela tudo de amanhã
quero cancelar minha assinatura do plano
cancela o envio do boleto por favor
preciso cancelar, e desculpa mandar mensagem tão tarde
vi o lembrete agora, cancela por favor
quero parar a terapia
quero parar de tomar o remédio
vou parar o tratamento mês que vem
não consigo parar de chorar
como faço pra parar de roer unha?
onde posso parar o carro?
para quinta tem horário?
para de quarta pra quinta, pode mudar?
mensagem para o dr. Paulo
pode mandar mensagem para esse número?
pare de cobrar meu cartão
para com isso kkkk vocês são ótimos
para aí que já desço
estou tentando parar de mandar mensagem pro meu ex
ela quer que eu pare de mandar mensagens
preciso parar de escrever de madrugada, isso me faz mal
posso parar de mandar os exames por aqui?
meu ex não para de me mandar mensagem
meu celular não para de mandar notificação
a mensagem chega quando?
o lembrete chega que horas?
chega de dor, quero marcar logo
chega de sofrer, vou começar a terapia
chega de enrolar, tem horário amanhã?
basta chegar 10 minutos antes?
vou sair de férias, remarca por favor
quero sair do grupo de terapia
quero sair da lista de espera
me tira da lista de espera por favor
pode me tirar da lista de presença de hoje?
remover a cárie dói?
quero remover um dependente do cadastro
remover meu cartão do cadastro
apaga meu número antigo do cadastro e coloca esse
apaguem a mensagem que mandei errado
exclui a sessão de amanhã por favor
ignora a mensagem anterior
não quero receber visita no dia
não quero receber o boleto pelo whats, manda por email
não quero receber o recibo em nome da minha mãe
não recebi o lembrete
não recebo mais os lembretes, por quê?
parei de receber os lembretes, podem ver?
por que parei de receber mensagens?
não estou recebendo as mensagens de vocês
não quero perder os lembretes
não quero parar de receber as mensagens
não me tirem da lista
não cancelem os lembretes
não deixem de mandar os avisos
não remova meu número
não precisa tirar da lista não
O que é isso: "Responda SAIR para não receber mais mensagens"?
recebi um aviso: digite PARAR para não receber mais mensagens. É de vocês?
se eu responder sair cancela minha sessão?
vi escrito sair no fim da mensagem, o que é?
quero me descadastrar do convênio
me descadastrei do plano de saúde sem querer
minha filha se descadastrou do convênio
quero descadastrar o cartão
bloqueia meu horário de quinta
esqueci meu número da carteirinha
esquece meu número antigo, agora é esse
me deixem na lista de espera
me deixa em paz com meu café kkk já vou
não quero mais esse horário
não quero mais terapia por enquanto
não autorizo o uso da minha imagem
não tenho interesse em receber alta
quero voltar para a terapia
posso voltar a correr?
retornar dia 10 pode ser?
quero reativar meu convênio
dei restart no roteador
como faço pra voltar a fazer sessões?
pode mandar o lembrete de novo?
I can't stop coughing
can you stop by the desk?
please stop the treatment for now
¿puedo parar de tomar el jarabe?
me avisem quando a mensagem chegar
o telefone não para de tocar aí
ok, parar no estacionamento ao lado
minha mãe sai às 10, pode esperar?
tive que sair correndo ontem, desculpa
o resultado vai sair na lista do site?
a inscrição no curso ainda está aberta?
pode tirar uma dúvida sobre o lembrete?
quando chega as mensagens de confirmação?
quero que parem de atrasar minha sessão
pode parar de tocar essa música na recepção? rs
doutora, ele não me manda mais mensagem e eu não sei lidar
meu marido disse que não quer mais mensagem minha
minha sogra não para de mandar zap
preciso aprender a parar de mandar mensagens de madrugada
vocês podem remover meu nome da lista de chamada?
tira o nome da minha filha da lista de espera por favor
pode excluir meu cadastro duplicado?
apaga essa conversa por favor, mandei no número errado
excluir a consulta do dia 12
não quero receber a vacina hoje
quero cancelar as sessões e depois mando mensagem
cancela os horários de dezembro
quero cancelar o lembrete de quinta, remarquei
o whats de vocês parou
meu zap parou de receber mensagem, troquei de aparelho
para mensagens de voz, posso mandar áudio?
para as mensagens eu respondo à noite
chega de desculpas, vou marcar
basta mandar mensagem pra confirmar?
me manda a lista de documentos
onde tiro dúvidas sobre a lista de exames?
me tira um peso das costas essa notícia, obrigada pelas mensagens
obrigada pelas mensagens, me ajudam muito
amei as novidades!
quais as promoções do mês?
quero saber das ofertas
não quero mais adiar, tem vaga?
não quero mais remédio
não quero que me liguem agora, mandem mensagem
prefiro não receber ligação, pode ser por mensagem
não autorizo falar do tratamento com meu pai
bloquearam meu cartão, posso pagar por pix?
esqueci de responder a mensagem
saí da consulta mais leve
parar ou continuar o remédio?
stop loss
ele quer sair da clínica
gostaria de sair do convênio e ir pro particular
me inscrevam no curso novo
quero me inscrever na lista de espera
texto enviado por engano, desculpe
não me tragam novidades ruins kkk
recebi a mensagem de vocês, obrigado
tô cansada de receber mensagem do meu ex
aviso que vou atrasar
meu avô quer parar a fisio, aviso vocês amanhã
não precisam mandar o lembrete hoje, já estou aí
quero desativar minha conta do app
suspende a sessão de hoje, tô com febre
encerrar o tratamento, como faço?
posso suspender o remédio?
a fono pediu pra interromper os exercícios
desativaram meu convênio
retiraram os pontos ontem, tudo ok
a senha foi removida da lista do portão, podem ver?
parem de se preocupar, estou bem
pare, pensei melhor: mantém o horário
quero os exames de volta
volta a doer quando ando`,
} as const
